output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "What the internet reaches."
  value       = [for subnet in aws_subnet.public : subnet.id]
}

output "private_subnet_ids" {
  description = "What runs."
  value       = [for subnet in aws_subnet.private : subnet.id]
}

output "data_subnet_ids" {
  description = "What holds data."
  value       = [for subnet in aws_subnet.data : subnet.id]
}

output "balancer_security_group_id" {
  description = "The balancer's."
  value       = aws_security_group.balancer.id
}

output "tasks_security_group_id" {
  description = "Of what runs."
  value       = aws_security_group.tasks.id
}

output "database_security_group_id" {
  description = "The database's."
  value       = aws_security_group.database.id
}

output "cache_security_group_id" {
  description = "The cache's."
  value       = aws_security_group.cache.id
}
