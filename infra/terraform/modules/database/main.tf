# Postgres. It is the log of everything that was accepted: the one part that must not be lost.

locals {
  # The version that every test of the product runs on.
  version = "15"
  # What people wrote does not reach its log: neither statements, nor what they are given, nor rows that
  # break a rule.
  parameters = {
    "rds.force_ssl"                       = "1"
    "log_statement"                       = "none"
    "log_min_duration_statement"          = "-1"
    "log_min_error_statement"             = "panic"
    "log_error_verbosity"                 = "terse"
    "log_parameter_max_length"            = "0"
    "log_parameter_max_length_on_error"   = "0"
    "idle_in_transaction_session_timeout" = "60000"
  }
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  family      = "postgres${local.version}"
  description = "What people wrote does not reach its log"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  #checkov:skip=CKV2_AWS_69:rds.force_ssl is among the parameters; the check reads none that are listed.
  #checkov:skip=CKV_AWS_161:The product logs in with a password; roles of Amazon's are nothing that it can use yet.
  identifier     = var.name
  engine         = "postgres"
  engine_version = local.version
  instance_class = var.settings.class

  db_name             = "nwassik"
  username            = "nwassik"
  password_wo         = var.password
  password_wo_version = var.password_version

  storage_type          = "gp3"
  allocated_storage     = var.settings.storage
  max_allocated_storage = var.settings.max_storage
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  multi_az               = var.settings.two_zones
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name

  backup_retention_period   = var.settings.backup_days
  backup_window             = "02:00-03:00"
  maintenance_window        = "sun:03:30-sun:04:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-final"

  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn

  lifecycle {
    prevent_destroy = true
  }
}
