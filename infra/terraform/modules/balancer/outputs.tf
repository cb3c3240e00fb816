output "arn_suffix" {
  description = "Its name in CloudWatch, for alarms."
  value       = aws_lb.this.arn_suffix
}

output "target_groups" {
  description = "Where each service enters its tasks: its arn, and its name in CloudWatch. A listener leads there."
  value = {
    for service, group in aws_lb_target_group.this :
    service => { arn = group.arn, arn_suffix = group.arn_suffix }
  }
  depends_on = [aws_lb_listener.https, aws_lb_listener_rule.path]
}
