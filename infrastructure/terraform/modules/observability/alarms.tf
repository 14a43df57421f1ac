locals {
  definitions = { for alarm in jsondecode(file(var.alarms_file)) : alarm.name => alarm }
  subjects = merge(
    { for pair in setproduct([for name, alarm in local.definitions : name if alarm.scope == "stream"], keys(var.streams)) : "${pair[1]}-${pair[0]}" => {
      alarm      = pair[0]
      dimensions = { ClusterName = var.cluster_name, Namespace = var.streams[pair[1]].namespace, Stream = var.streams[pair[1]].name }
    } },
    { for name, alarm in local.definitions : name => {
      alarm      = name
      dimensions = { ClusterName = var.cluster_name, Namespace = var.operator_namespace }
    } if alarm.scope == "operator" },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.subjects
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = local.definitions[each.value.alarm].description
  namespace           = "ContainerInsights/Prometheus"
  metric_name         = local.definitions[each.value.alarm].metric
  dimensions          = each.value.dimensions
  statistic           = local.definitions[each.value.alarm].statistic
  period              = local.definitions[each.value.alarm].period
  evaluation_periods  = local.definitions[each.value.alarm].evaluationPeriods
  datapoints_to_alarm = local.definitions[each.value.alarm].datapointsToAlarm
  threshold           = local.definitions[each.value.alarm].threshold
  comparison_operator = local.definitions[each.value.alarm].comparison
  treat_missing_data  = local.definitions[each.value.alarm].treatMissingData
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}
