output "master_arn" {
  description = "The key that keeps the product's master key."
  value       = aws_kms_key.master.arn
}

output "data_arn" {
  description = "The key for what Amazon keeps for us."
  value       = aws_kms_key.data.arn
}
