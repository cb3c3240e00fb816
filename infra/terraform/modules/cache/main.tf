# Redis, through which processes keep a bot's limits together. It holds moments of the last seconds and
# nothing about anybody; while it is away each process keeps to a share of the limits.

# The cache has no argument that is kept in no state. The state is encrypted, and who has this word can
# slow the bots down and read nothing.
resource "random_password" "token" {
  length  = 48
  special = false
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_replication_group" "this" {
  #checkov:skip=CKV2_AWS_50:It is on where there is more than one node, as there is unless somebody asks for one.
  replication_group_id = var.name
  description          = "Limits of bots that processes share"

  engine         = "redis"
  engine_version = "7.1"
  node_type      = var.settings.class
  port           = 6379

  num_cache_clusters         = var.settings.nodes
  automatic_failover_enabled = var.settings.nodes > 1
  multi_az_enabled           = var.settings.nodes > 1

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = [var.security_group_id]

  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  kms_key_id                 = var.key_arn
  auth_token                 = random_password.token.result

  # Nothing that stands there is worth a backup.
  snapshot_retention_limit   = 0
  auto_minor_version_upgrade = true
  maintenance_window         = "sun:04:30-sun:05:30"
}
