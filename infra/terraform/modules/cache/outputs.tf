output "url" {
  description = "The address, with its password: REDIS_URL."
  value       = "rediss://:${random_password.token.result}@${aws_elasticache_replication_group.this.primary_endpoint_address}:6379"
  sensitive   = true
}

output "node_names" {
  description = "What the nodes are called: known before they are made."
  value       = [for number in range(1, var.settings.nodes + 1) : format("%s-%03d", var.name, number)]
}
