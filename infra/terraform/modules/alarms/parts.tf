# What Amazon measures of its parts.

locals {
  gib = 1073741824

  parts = {
    lanes-wait = {
      means      = "Lanes wait for somebody to work at them: messages are late."
      namespace  = "AWS/SQS"
      metric     = "ApproximateAgeOfOldestMessage"
      statistic  = "Maximum"
      dimensions = { QueueName = var.queue_names.bell }
      above      = true
      threshold  = 120
      minutes    = 5
    }
    dead-letters = {
      means      = "Dead letters lie there and no process sees to them, which each does every 15 seconds."
      namespace  = "AWS/SQS"
      metric     = "ApproximateAgeOfOldestMessage"
      statistic  = "Maximum"
      dimensions = { QueueName = var.queue_names.dead }
      above      = true
      threshold  = 300
      minutes    = 5
    }
    database-processor = {
      means      = "The database has hardly any processor left."
      namespace  = "AWS/RDS"
      metric     = "CPUUtilization"
      statistic  = "Average"
      dimensions = { DBInstanceIdentifier = var.database.identifier }
      above      = true
      threshold  = 80
      minutes    = 15
    }
    database-disk = {
      means      = "A tenth of the disk that the database began with is left: full, it accepts nothing."
      namespace  = "AWS/RDS"
      metric     = "FreeStorageSpace"
      statistic  = "Minimum"
      dimensions = { DBInstanceIdentifier = var.database.identifier }
      above      = false
      threshold  = var.database.storage * local.gib / 10
      minutes    = 15
    }
    database-connections = {
      means      = "The database takes hardly any connections more: new processes will not start."
      namespace  = "AWS/RDS"
      metric     = "DatabaseConnections"
      statistic  = "Maximum"
      dimensions = { DBInstanceIdentifier = var.database.identifier }
      above      = true
      threshold  = floor(var.database.connections * 0.8)
      minutes    = 5
    }
    slow-answers = {
      means      = "One answer in a hundred takes longer than two seconds."
      namespace  = "AWS/ApplicationELB"
      metric     = "TargetResponseTime"
      statistic  = "p99"
      dimensions = { LoadBalancer = var.balancer }
      above      = true
      threshold  = 2
      minutes    = 15
    }
    failed-answers = {
      means      = "The product answers with failures: webhooks are told again, people see a sentence."
      namespace  = "AWS/ApplicationELB"
      metric     = "HTTPCode_Target_5XX_Count"
      statistic  = "Sum"
      dimensions = { LoadBalancer = var.balancer }
      above      = true
      threshold  = 20
      minutes    = 5
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "part" {
  for_each = local.parts

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.means} infra/runbooks/${each.key}.md"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  dimensions          = each.value.dimensions
  period              = 60
  evaluation_periods  = each.value.minutes
  comparison_operator = each.value.above ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "cache" {
  for_each = toset(var.cache_nodes)

  alarm_name          = "${var.name}-cache-processor-${each.key}"
  alarm_description   = "Redis has hardly any processor left. infra/runbooks/cache-processor.md"
  namespace           = "AWS/ElastiCache"
  metric_name         = "EngineCPUUtilization"
  statistic           = "Average"
  dimensions          = { CacheClusterId = each.key }
  period              = 60
  evaluation_periods  = 15
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
