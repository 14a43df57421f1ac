# What the operator calls for these streams, and nothing else. A test compares this with the operator's own list.
locals {
  operator_grants = [
    # GetTable reads the table's description from the system keyspaces: allowed on the table alone, it is refused.
    {
      sid       = "LookUpTable"
      actions   = ["cassandra:Select"]
      resources = flatten([for key, stream in var.streams : [local.tables[key], local.system_keyspaces[key]] if stream.finds_stream_by == "table"])
    },
    { sid = "LookUpStream", actions = ["cassandra:GetStream"], resources = values(local.table_streams) },
    # ListStreams knows no resource type in policies.
    { sid = "ListStreams", actions = ["cassandra:ListStreams"], resources = [for stream in values(var.streams) : "*" if stream.finds_stream_by == "list"] },
    {
      sid       = "WatchLeases"
      actions   = ["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
      resources = values(local.checkpoint_tables)
    },
    {
      sid       = "CreateLeaseTables"
      actions   = ["dynamodb:CreateTable", "dynamodb:TagResource"]
      resources = [for key, stream in var.streams : local.checkpoint_tables[key] if stream.create_checkpoint_table]
    },
    {
      sid       = "DeleteLeaseTables"
      actions   = ["dynamodb:DeleteTable"]
      resources = [for key, stream in var.streams : local.checkpoint_tables[key] if stream.delete_checkpoint_table]
    },
    { sid = "LookAtBucket", actions = ["s3:ListBucket"], resources = values(local.buckets) },
    { sid = "ResolveImage", actions = ["ecr:DescribeImages"], resources = var.repository_arns },
  ]
  operator_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for grant in local.operator_grants : {
      Sid      = grant.sid
      Effect   = "Allow"
      Action   = grant.actions
      Resource = sort(distinct(grant.resources))
    } if length(grant.resources) > 0]
  })
}

resource "aws_iam_role" "operator" {
  name                 = "${var.name}-operator"
  description          = "The operator of keyspaces-streamer"
  permissions_boundary = var.permissions_boundary
  assume_role_policy   = local.trusts["operator"]
}

resource "aws_iam_role_policy" "operator" {
  count  = local.operator_policy == jsonencode({ Version = "2012-10-17", Statement = [] }) ? 0 : 1
  name   = "operator"
  role   = aws_iam_role.operator.id
  policy = local.operator_policy

  lifecycle {
    precondition {
      # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
      condition     = length(local.operator_policy) <= 10240
      error_message = "The operator's policy has ${length(local.operator_policy)} letters, IAM takes 10240 in a role: write fewer streams, and give the others another installation."
    }
  }
}
