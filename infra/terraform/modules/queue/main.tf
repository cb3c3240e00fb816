# The bell, and its dead letters. A message is the number of a lane: neither queue holds anything about
# anybody. Every attribute is what `nwassik migrate` would set, so that it finds nothing to change.

resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "bell" {
  name                       = var.name
  visibility_timeout_seconds = 70
  receive_wait_time_seconds  = 20
  message_retention_seconds  = 3600
  max_message_size           = 1024
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 10
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url = aws_sqs_queue.dead.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.bell.arn]
  })
}

data "aws_iam_policy_document" "tls_only" {
  for_each = { bell = aws_sqs_queue.bell.arn, dead = aws_sqs_queue.dead.arn }

  statement {
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "bell" {
  queue_url = aws_sqs_queue.bell.url
  policy    = data.aws_iam_policy_document.tls_only["bell"].json
}

resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.url
  policy    = data.aws_iam_policy_document.tls_only["dead"].json
}
