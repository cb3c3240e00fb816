# What the product says itself. Each alarm has a page in infra/runbooks, and each text stands in the product's
# code: .ci/infra looks for both.

locals {
  logs = {
    quarantine = {
      means = "A lane to a chat failed ten times and is left alone: its person gets nothing."
      says  = ["a lane is in quarantine"]
      most  = 0
    }
    parked = {
      means = "An update of a platform could not be taken in: what somebody did is stored and has no effect."
      says  = ["an update could not be taken in and is parked", "it could not even be parked", "an update of Discord was dropped"]
      most  = 0
    }
    panics = {
      means = "Code panicked. What was accepted is kept, but somebody's message may wait."
      says  = ["stepping updates panicked", "taking updates in panicked", "sending a reply panicked"]
      most  = 0
    }
    master-key = {
      means = "A process cannot get a master key: it leaves lines waiting."
      says = [
        "the database names a master key that this process does not know",
        "the key service failed",
        "master keys could not be looked for",
      ]
      most = 0
    }
    credentials = {
      means = "A platform does not accept our token any more: nobody is reached there."
      says  = ["the platform does not accept our credentials", "Discord does not accept the bot token"]
      most  = 0
    }
    platform-away = {
      means = "A platform does not answer."
      says = [
        "Telegram could not be reached for updates",
        "Telegram refused to hand out updates",
        "there is no connection to Discord's gateway",
      ]
      most = 10
    }
    refused-replies = {
      means = "A platform refuses what the bot says: somebody waits for an answer in vain."
      says  = ["a reply was refused"]
      most  = 5
    }
    database-away = {
      means = "The database does not answer: nothing is accepted."
      says  = ["the database is out of reach", "could not sweep", "updates were not stored and are offered again"]
      most  = 3
    }
    cache-away = {
      means = "Redis does not answer: each process keeps to a share of the limits, so messages are slower."
      says  = ["Redis is away"]
      most  = 0
    }
    queue-away = {
      means = "The queue does not answer: processes hear their own rings, and sweep for others."
      says  = ["rings are heard here", "the bell cannot be heard", "dead letters cannot be looked at"]
      most  = 10
    }
    unchecked = {
      means = "The filter for contact details failed: lines are held."
      says  = ["a line could not be looked through for contact details"]
      most  = 0
    }
    files = {
      means = "The bucket, or what is known of files, cannot be reached: pictures and films wait."
      says  = ["the bucket could not be looked through", "files could not be looked for", "it could not be written down how a file was fetched"]
      most  = 3
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "said" {
  for_each = local.logs

  name           = "${var.name}-${each.key}"
  log_group_name = var.log_group_name
  pattern        = "{ ${join(" || ", [for text in each.value.says : "($.fields.message = \"${text}*\")"])} }"

  metric_transformation {
    namespace     = var.name
    name          = each.key
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "said" {
  for_each = local.logs

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.means} infra/runbooks/${each.key}.md"
  namespace           = var.name
  metric_name         = aws_cloudwatch_log_metric_filter.said[each.key].metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.most
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
