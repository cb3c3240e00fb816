# What nobody may know, by the name of the variable that it goes to. Those of platforms are made empty:
# an operator fills them, and they never pass through Terraform.

locals {
  from_platforms = [
    "TELEGRAM_BOT_TOKEN",
    "DISCORD_BOT_TOKEN",
    "MESSENGER_PAGE_TOKEN",
    "MESSENGER_APP_SECRET",
    "MESSENGER_VERIFY_TOKEN",
  ]
  generated = ["DATABASE_URL", "REDIS_URL", "TELEGRAM_WEBHOOK_SECRET"]
}

resource "aws_secretsmanager_secret" "this" {
  #checkov:skip=CKV2_AWS_57:Platforms give new tokens to people, not to programs; ours change with passwords_version.
  for_each = toset(concat(local.from_platforms, local.generated))

  name                    = "${var.name}/${each.key}"
  kms_key_id              = var.key_arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "database_url" {
  secret_id                = aws_secretsmanager_secret.this["DATABASE_URL"].id
  secret_string_wo         = var.database_url
  secret_string_wo_version = var.generated_version
}

resource "aws_secretsmanager_secret_version" "webhook_secret" {
  secret_id                = aws_secretsmanager_secret.this["TELEGRAM_WEBHOOK_SECRET"].id
  secret_string_wo         = var.webhook_secret
  secret_string_wo_version = var.generated_version
}

resource "aws_secretsmanager_secret_version" "redis_url" {
  secret_id     = aws_secretsmanager_secret.this["REDIS_URL"].id
  secret_string = var.redis_url
}
