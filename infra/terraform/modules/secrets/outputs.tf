output "arns" {
  description = "Where each stands, by the name of the variable that it goes to."
  value       = { for variable, secret in aws_secretsmanager_secret.this : variable => secret.arn }
}
