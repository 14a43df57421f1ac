output "log_group" {
  description = "Log group of the pods."
  value       = aws_cloudwatch_log_group.pods.name
}

output "log_group_arn" {
  description = "Its ARN, without a star."
  value       = aws_cloudwatch_log_group.pods.arn
}

output "metrics_log_group_arn" {
  description = "ARN of the log group that carries metrics."
  value       = aws_cloudwatch_log_group.metrics.arn
}

output "topic_arn" {
  description = "Topic of alarms and notices."
  value       = aws_sns_topic.this.arn
}

output "alarm_names" {
  description = "Names of the alarms."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name])
}
