# The parts and how they hang together; what each of them is stands in its module.

data "aws_caller_identity" "here" {}

module "keys" {
  source = "./modules/keys"

  name = var.name
}

module "network" {
  source = "./modules/network"

  name                 = var.name
  zones                = var.zones
  gateway_in_each_zone = var.gateway_in_each_zone
  log_group_arn        = aws_cloudwatch_log_group.network.arn
}

# New with each run, and sent to Amazon only when passwords_version was raised: both ends change together.
ephemeral "random_password" "database" {
  length  = 48
  special = false
}

ephemeral "random_password" "webhook" {
  length  = 64
  special = false
}

module "database" {
  source = "./modules/database"

  name              = var.name
  subnet_ids        = module.network.data_subnet_ids
  security_group_id = module.network.database_security_group_id
  key_arn           = module.keys.data_arn
  settings          = var.database
  password          = ephemeral.random_password.database.result
  password_version  = var.passwords_version
}

module "cache" {
  source = "./modules/cache"

  name              = var.name
  subnet_ids        = module.network.data_subnet_ids
  security_group_id = module.network.cache_security_group_id
  key_arn           = module.keys.data_arn
  settings          = var.cache
}

module "queue" {
  source = "./modules/queue"

  name = var.name
}

module "secrets" {
  source = "./modules/secrets"

  name    = var.name
  key_arn = module.keys.data_arn
  database_url = format(
    #checkov:skip=CKV_SECRET_4:A form with holes for the password, not one.
    "postgres://%s:%s@%s:5432/%s?sslmode=verify-full",
    module.database.login.user,
    ephemeral.random_password.database.result,
    module.database.host,
    module.database.login.database,
  )
  webhook_secret    = ephemeral.random_password.webhook.result
  generated_version = var.passwords_version
  redis_url         = module.cache.url
}

module "budget" {
  source = "./modules/budget"

  name    = var.name
  dollars = var.monthly_budget
  email   = var.alarm_email
}

module "alarms" {
  source = "./modules/alarms"

  name           = var.name
  email          = var.alarm_email
  key_arn        = module.keys.data_arn
  log_group_name = aws_cloudwatch_log_group.product.name
  cluster_name   = aws_ecs_cluster.this.name
  queue_names    = module.queue.names
  cache_nodes    = module.cache.node_names
  balancer       = module.balancer.arn_suffix

  services = {
    for service, made in module.service : service => {
      name         = made.name
      is_called    = contains(keys(local.routes), service)
      target_group = try(module.balancer.target_groups[service].arn_suffix, null)
    }
  }

  database = {
    identifier  = module.database.identifier
    storage     = var.database.storage
    connections = local.most_connections
  }
}
