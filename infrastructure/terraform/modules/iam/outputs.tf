output "operator_role_arn" {
  description = "For serviceAccount.roleArn of the chart."
  value       = aws_iam_role.operator.arn
}

output "stream_role_arns" {
  description = "For spec.pod.roleArn, by stream."
  value       = { for key, role in aws_iam_role.stream : key => role.arn }
}

output "pod_execution_role_arn" {
  description = "Role of the Fargate profiles; null when it was not made."
  value       = one(aws_iam_role.pod_execution[*].arn)
}

output "agent_role_arn" {
  description = "Role of the CloudWatch agent; null when it was not made."
  value       = one(aws_iam_role.agent[*].arn)
}

output "stream_policies" {
  description = "The policies as JSON, by stream."
  value       = local.stream_policies
}

output "stream_trust_policies" {
  description = "The trust policies as JSON, by stream."
  value       = local.stream_trusts
}

output "operator_policies" {
  description = "The operator's policies as they are put into its role: one, or as many as IAM's limits ask for."
  value       = length(local.operator_managed) > 0 ? [for share in sort(keys(local.operator_managed)) : local.operator_managed[share]] : local.operator_is_empty ? [] : [local.operator_policy]
}

output "operator_policy" {
  description = "The operator's policy as JSON."
  value       = local.operator_policy
}
