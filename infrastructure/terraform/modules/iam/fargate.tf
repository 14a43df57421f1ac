# Fargate pulls images and writes logs with this role; containers cannot use it.
locals {
  log_actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
}

resource "aws_iam_role" "pod_execution" {
  count                = var.create_pod_execution_role ? 1 : 0
  name                 = "${var.name}-pod-execution"
  description          = "Fargate pods of the cluster ${var.cluster_name}: pull images, write logs"
  permissions_boundary = var.permissions_boundary
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "eks-fargate-pods.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:${local.partition}:eks:${var.region}:${var.account_id}:fargateprofile/${var.cluster_name}/*" } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "pod_execution" {
  count      = var.create_pod_execution_role ? 1 : 0
  role       = aws_iam_role.pod_execution[0].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"
}

resource "aws_iam_role_policy" "pod_logs" {
  count = var.create_pod_execution_role ? 1 : 0
  name  = "logs"
  role  = aws_iam_role.pod_execution[0].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "WriteLogs", Effect = "Allow", Action = local.log_actions, Resource = [var.log_group_arn, "${var.log_group_arn}:*"] }]
  })
}

resource "aws_iam_role" "agent" {
  count                = var.agent == null ? 0 : 1
  name                 = "${var.name}-cloudwatch-agent"
  description          = "The CloudWatch agent that scrapes keyspaces-streamer"
  permissions_boundary = var.permissions_boundary
  assume_role_policy   = local.trusts["agent"]
}

# Metrics reach CloudWatch as log events in the embedded metric format.
resource "aws_iam_role_policy" "agent" {
  count = var.agent == null ? 0 : 1
  name  = "metrics"
  role  = aws_iam_role.agent[0].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "WriteMetrics", Effect = "Allow", Action = local.log_actions, Resource = [var.metrics_log_group_arn, "${var.metrics_log_group_arn}:*"] }]
  })
}
