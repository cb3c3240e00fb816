output "name" {
  description = "Its name. Whoever has it from here waits until its policy is there."
  value       = aws_s3_bucket.this.bucket
  depends_on  = [aws_s3_bucket_policy.this]
}

output "arn" {
  description = "Its arn."
  value       = aws_s3_bucket.this.arn
}
