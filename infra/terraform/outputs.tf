output "url" {
  description = "Where people come in."
  value       = local.url
}

output "repository" {
  description = "Where the image is pushed to."
  value       = aws_ecr_repository.this.repository_url
}

output "secrets_to_fill" {
  description = "The secrets that an operator fills for the platforms that were asked for."
  value = [
    for variable in flatten([for platform in var.platforms : local.secrets_of[platform]]) :
    "${var.name}/${variable}" if variable != "TELEGRAM_WEBHOOK_SECRET"
  ]
}

output "by_hand" {
  description = "What `aws ecs run-task` is told, to run what an operator runs by hand."
  value = {
    cluster        = aws_ecs_cluster.this.name
    task           = "${var.name}-operator"
    subnets        = module.network.private_subnet_ids
    security_group = module.network.tasks_security_group_id
    log_group      = aws_cloudwatch_log_group.product.name
  }
}
