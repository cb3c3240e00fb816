# One page: what is accepted, what waits, what the parts do, and what was said of trouble.

data "aws_region" "here" {}

locals {
  charts = {
    "Oldest ring (s): how long lanes wait" = [
      ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", var.queue_names.bell, { stat = "Maximum" }],
      ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", var.queue_names.dead, { stat = "Maximum" }],
    ]
    "Rings a minute" = [
      ["AWS/SQS", "NumberOfMessagesSent", "QueueName", var.queue_names.bell, { stat = "Sum" }],
      ["AWS/SQS", "NumberOfMessagesDeleted", "QueueName", var.queue_names.bell, { stat = "Sum" }],
    ]
    "Requests a minute" = [
      ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.balancer, { stat = "Sum" }],
      ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.balancer, { stat = "Sum" }],
      ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", var.balancer, { stat = "Sum" }],
    ]
    "Answers (s)" = [
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.balancer, { stat = "p50" }],
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.balancer, { stat = "p99" }],
    ]
    "Processor of services (%)" = [
      for service in var.services :
      ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", service.name, { stat = "Average" }]
    ]
    "Memory of services (%)" = [
      for service in var.services :
      ["AWS/ECS", "MemoryUtilization", "ClusterName", var.cluster_name, "ServiceName", service.name, { stat = "Maximum" }]
    ]
    "Database: processor (%), connections" = [
      ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database.identifier, { stat = "Average" }],
      ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database.identifier, { stat = "Maximum", yAxis = "right" }],
    ]
    "Database: free disk (bytes), delay of the disk (s)" = [
      ["AWS/RDS", "FreeStorageSpace", "DBInstanceIdentifier", var.database.identifier, { stat = "Minimum" }],
      ["AWS/RDS", "WriteLatency", "DBInstanceIdentifier", var.database.identifier, { stat = "p99", yAxis = "right" }],
    ]
    "Cache: processor (%)" = [
      for node in var.cache_nodes :
      ["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", node, { stat = "Average" }]
    ]
    "Trouble that the product told" = [
      for name in keys(local.logs) : [var.name, name, { stat = "Sum" }]
    ]
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      for index, title in keys(local.charts) : {
        type   = "metric"
        x      = index % 2 * 12
        y      = floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = title
          region  = data.aws_region.here.region
          period  = 60
          view    = "timeSeries"
          metrics = local.charts[title]
        }
      }
    ]
  })
}
