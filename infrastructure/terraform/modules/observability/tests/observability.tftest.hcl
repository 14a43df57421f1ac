mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:111122223333:cdc-alarms" }
  }
}

variables {
  name                = "cdc"
  region              = "eu-west-1"
  account_id          = "111122223333"
  cluster_name        = "platform"
  operator_namespace  = "system"
  dashboard_namespace = "streams"
  alarms_file         = "../../../observability/alarms.json"
  dashboard_file      = "../../../observability/cloudwatch-dashboard.json"
  alarm_emails        = ["oncall@example.com"]
  streams = {
    a = { name = "first", namespace = "streams" }
    b = { name = "second", namespace = "others" }
  }
}

run "alarms" {
  assert {
    condition = length(aws_cloudwatch_metric_alarm.this) == sum([for alarm in jsondecode(file(var.alarms_file)) :
    alarm.scope == "stream" ? 2 : 1])
    error_message = "not one alarm for each stream and one for the operator"
  }
  assert {
    condition = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.namespace == "ContainerInsights/Prometheus" &&
    alarm.dimensions["ClusterName"] == "platform" && length(alarm.alarm_actions) == 1])
    error_message = "an alarm watches something else, or tells nobody"
  }
  assert {
    condition = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.this :
    alarm.dimensions == (startswith(key, "a-") ? { ClusterName = "platform", Namespace = "streams", Stream = "first" } : alarm.dimensions)])
    error_message = "the dimensions are not those of the stream"
  }
}

run "notices" {
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.termination.event_pattern) == { source = ["aws.eks"], detail-type = ["EKS Fargate Pod Scheduled Termination"] }
    error_message = "the notice of EKS is not listened to"
  }
  assert {
    condition     = aws_cloudwatch_event_target.termination.arn == aws_sns_topic.this.arn && contains(keys(aws_sns_topic_subscription.email), "oncall@example.com")
    error_message = "the notice reaches nobody"
  }
}

run "logs_and_dashboard" {
  assert {
    condition     = aws_cloudwatch_log_group.pods.name == "/ecs/keyspaces-streamer" && aws_cloudwatch_log_group.pods.retention_in_days == 7
    error_message = "logs lie elsewhere or longer"
  }
  assert {
    condition     = aws_cloudwatch_log_group.metrics.name == "/aws/containerinsights/platform/prometheus"
    error_message = "the agent writes elsewhere"
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) > 0 && !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "$${")
    error_message = "the dashboard is empty or not filled in"
  }
}
