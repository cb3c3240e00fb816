output "definition_arn" {
  description = "What a service runs."
  value       = aws_ecs_task_definition.this.arn
}
