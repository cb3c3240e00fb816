# What runs. Every process takes in what its platforms tell, and delivers to their chats: `--only` parts the
# product by platforms, and by nothing else.

locals {
  url = "https://${var.domain}"

  # What each part is told besides what all are told: its own secrets, and no other's.
  secrets_of = {
    web       = []
    telegram  = ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"]
    discord   = ["DISCORD_BOT_TOKEN"]
    messenger = ["MESSENGER_PAGE_TOKEN", "MESSENGER_APP_SECRET", "MESSENGER_VERIFY_TOKEN"]
  }

  # Which parts each service serves.
  parts_of = {
    for service in keys(var.services) : service => service == "all" ? setunion(["web"], var.platforms) : toset([service])
  }

  # What the balancer passes to whom; null is everything else. Discord calls nobody: its gateway is called.
  route_of = {
    all       = { path = null }
    web       = { path = null }
    telegram  = { path = "/hooks/telegram" }
    messenger = { path = "/hooks/messenger" }
  }
  routes = { for service, route in local.route_of : service => route if contains(keys(var.services), service) }

  environment = merge(var.settings, {
    AWS_REGION    = var.region
    HTTP_ADDR     = "0.0.0.0:8080"
    PUBLIC_URL    = local.url
    KMS_KEY_ID    = module.keys.master_arn
    S3_BUCKET     = module.files.name
    SQS_QUEUE_URL = module.queue.url
    LOG_FORMAT    = "json"
    # Not the product's own: its database driver takes the certificates themselves as well as a path.
    PGSSLROOTCERT = file(var.database_ca_file)
  })

  # Each process holds 24 connections at most, and one more that shows that it lives. Amazon's default takes
  # one for each 9.5 MB of memory; a class of two processors and four GiB takes these.
  most_connections = 400

  running = var.image == null ? {} : var.services
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

module "task" {
  source   = "./modules/task"
  for_each = local.running

  name             = "${var.name}-${each.key}"
  image            = var.image
  command          = each.key == "all" ? ["serve"] : ["serve", "--only", each.key]
  cpu              = each.value.cpu
  memory           = each.value.memory
  cpu_architecture = var.cpu_architecture
  environment      = local.environment
  secrets = {
    for variable in concat(["DATABASE_URL", "REDIS_URL"], flatten([for part in local.parts_of[each.key] : local.secrets_of[part]])) :
    variable => module.secrets.arns[variable]
  }
  secrets_key_arn = module.keys.data_arn
  policy          = data.aws_iam_policy_document.product.json
  log_group_name  = aws_cloudwatch_log_group.product.name
  is_served       = true
}

# What an operator runs by hand, such as `admin requeue`: see infra/README.md.
module "operator" {
  source = "./modules/task"
  count  = var.image == null ? 0 : 1

  name             = "${var.name}-operator"
  image            = var.image
  command          = ["admin", "requeue"]
  cpu              = 256
  memory           = 512
  cpu_architecture = var.cpu_architecture
  environment      = local.environment
  secrets          = { for variable in ["DATABASE_URL", "REDIS_URL"] : variable => module.secrets.arns[variable] }
  secrets_key_arn  = module.keys.data_arn
  policy           = data.aws_iam_policy_document.product.json
  log_group_name   = aws_cloudwatch_log_group.product.name
  is_served        = false
}

module "service" {
  source   = "./modules/service"
  for_each = local.running

  name                = "${var.name}-${each.key}"
  cluster             = { arn = aws_ecs_cluster.this.arn, name = aws_ecs_cluster.this.name }
  task_definition_arn = module.task[each.key].definition_arn
  scale               = { min = each.value.min, max = each.value.max }
  subnet_ids          = module.network.private_subnet_ids
  security_group_id   = module.network.tasks_security_group_id
  target_group_arn    = try(module.balancer.target_groups[each.key].arn, null)
  queue_name          = module.queue.names.bell
}

module "balancer" {
  source = "./modules/balancer"

  name              = var.name
  domain            = var.domain
  hosted_zone_id    = var.hosted_zone_id
  vpc_id            = module.network.vpc_id
  subnet_ids        = module.network.public_subnet_ids
  security_group_id = module.network.balancer_security_group_id
  routes            = local.routes
  log_bucket        = module.logs.name
  log_group_arn     = aws_cloudwatch_log_group.firewall.arn
}
