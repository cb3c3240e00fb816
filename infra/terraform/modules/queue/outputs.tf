output "url" {
  description = "The bell's address: SQS_QUEUE_URL."
  value       = aws_sqs_queue.bell.url
}

output "arns" {
  description = "The bell and its dead letters."
  value       = [aws_sqs_queue.bell.arn, aws_sqs_queue.dead.arn]
}

output "names" {
  description = "What they are called, for alarms."
  value       = { bell = aws_sqs_queue.bell.name, dead = aws_sqs_queue.dead.name }
}
