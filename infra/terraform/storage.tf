# Buckets. What stands in the first is sealed by the product before it comes there.

locals {
  account = data.aws_caller_identity.here.account_id
  buckets = {
    files = "${var.name}-files-${local.account}-${var.region}"
    logs  = "${var.name}-logs-${local.account}-${var.region}"
    ids   = "${var.name}-ids-${local.account}-${var.region}"
  }
}

# The product deletes what nobody needs any more.
module "files" {
  source = "./modules/bucket"

  name       = local.buckets.files
  key_arn    = module.keys.data_arn
  undo_days  = 7
  log_bucket = module.logs.name
}

# Who read of the buckets, and who asked the balancer for what.
module "logs" {
  source = "./modules/bucket"

  name        = local.buckets.logs
  expire_days = var.log_days
  undo_days   = 1
  policy      = data.aws_iam_policy_document.log_delivery.json
}

# Pictures of identity documents: gone after 30 days, not to be brought back, and for nobody but those who
# are named here. Nobody is, until the product takes them.
module "identity_documents" {
  source = "./modules/bucket"
  count  = var.keep_identity_documents ? 1 : 0

  name        = local.buckets.ids
  key_arn     = module.keys.data_arn
  expire_days = 30
  undo_days   = 1
  log_bucket  = module.logs.name
  only_roles  = ["arn:aws:iam::${local.account}:role/${var.name}-identity-documents"]
}

data "aws_iam_policy_document" "log_delivery" {
  statement {
    sid       = "Balancer"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::${local.buckets.logs}/balancer/AWSLogs/${local.account}/*"]

    principals {
      type        = "Service"
      identifiers = ["logdelivery.elasticloadbalancing.amazonaws.com"]
    }
  }

  statement {
    sid       = "Buckets"
    actions   = ["s3:PutObject"]
    resources = [for bucket in [local.buckets.files, local.buckets.ids] : "arn:aws:s3:::${local.buckets.logs}/${bucket}/*"]

    principals {
      type        = "Service"
      identifiers = ["logging.s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}
