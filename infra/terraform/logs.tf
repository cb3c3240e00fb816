# What the product says, what of the network was refused, and whom the firewall kept out.

resource "aws_cloudwatch_log_group" "product" {
  #checkov:skip=CKV_AWS_338:A month is enough to look into something, and nothing is kept longer than it is needed.
  name              = "/${var.name}/product"
  retention_in_days = var.log_days
  kms_key_id        = module.keys.data_arn
}

resource "aws_cloudwatch_log_group" "network" {
  #checkov:skip=CKV_AWS_338:It holds people's addresses, which are kept no longer than they are needed.
  name              = "/${var.name}/network"
  retention_in_days = var.log_days
  kms_key_id        = module.keys.data_arn
}

# Amazon asks for this beginning of the name.
resource "aws_cloudwatch_log_group" "firewall" {
  #checkov:skip=CKV_AWS_338:It holds people's addresses, which are kept no longer than they are needed.
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_days
  kms_key_id        = module.keys.data_arn
}
