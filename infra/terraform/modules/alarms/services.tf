# What becomes of each service.

resource "aws_cloudwatch_metric_alarm" "stopped" {
  for_each = var.services

  alarm_name          = "${var.name}-stopped-${each.key}"
  alarm_description   = "No task of the service ${each.key} runs. infra/runbooks/stopped.md"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "SampleCount"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = each.value.name }
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  # A service without tasks says nothing at all.
  treat_missing_data = "breaching"
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  for_each = var.services

  alarm_name          = "${var.name}-memory-${each.key}"
  alarm_description   = "Tasks of the service ${each.key} have hardly any memory left. infra/runbooks/memory.md"
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  statistic           = "Maximum"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = each.value.name }
  period              = 60
  evaluation_periods  = 10
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each = { for service, what in var.services : service => what if what.is_called }

  alarm_name          = "${var.name}-unhealthy-${each.key}"
  alarm_description   = "The balancer finds no task of the service ${each.key} that answers. infra/runbooks/unhealthy.md"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HealthyHostCount"
  statistic           = "Minimum"
  dimensions          = { LoadBalancer = var.balancer, TargetGroup = each.value.target_group }
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
