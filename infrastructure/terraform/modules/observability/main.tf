resource "aws_cloudwatch_log_group" "pods" {
  name              = var.log_group
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "metrics" {
  name              = "/aws/containerinsights/${var.cluster_name}/prometheus"
  retention_in_days = var.metrics_retention_days
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = templatefile(var.dashboard_file, { region = var.region, cluster = var.cluster_name, namespace = var.dashboard_namespace })
}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_subscription" "email" {
  for_each  = var.alarm_emails
  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.value
}
