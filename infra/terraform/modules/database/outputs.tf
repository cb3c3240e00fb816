output "identifier" {
  description = "Its name, for alarms."
  value       = aws_db_instance.this.identifier
}

output "host" {
  description = "Where it answers."
  value       = aws_db_instance.this.address
}

output "login" {
  description = "As whom the product logs in, to which database."
  value       = { user = aws_db_instance.this.username, database = aws_db_instance.this.db_name }
}
