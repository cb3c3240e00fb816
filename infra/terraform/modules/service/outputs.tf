output "name" {
  description = "Its name, for alarms."
  value       = aws_ecs_service.this.name
}
