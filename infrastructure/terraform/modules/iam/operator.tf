# What the operator calls for these streams, and nothing else. A test compares this with the operator's own list.
locals {
  # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  inline_letters    = 10240
  managed_letters   = 6144
  attached_policies = 10

  is_typed = { for key, stream in var.streams : key => stream.record != "Native" }

  # ARNs that one stream brings into a policy; keyspaces of the system and buckets are shared.
  operator_arns = { for key in keys(var.streams) : key => jsonencode(concat(
    [local.tables[key], local.table_streams[key], local.checkpoint_tables[key]], local.is_typed[key] ? [local.keyspaces[key]] : [],
  )) }
  # Letters of a policy besides: names of statements, actions, and what is shared.
  operator_frame = 1200 + length(jsonencode(concat(var.repository_arns, distinct(values(local.system_keyspaces)), distinct(values(local.buckets)))))
  operator_share = max(1, floor((local.managed_letters - local.operator_frame) / max(1, [for arns in values(local.operator_arns) : length(arns)]...)))

  # All streams in one document; and, where that is too long for a role, as many in each as fit.
  operator_shares = merge(
    { all = keys(var.streams) },
    { for index, keys in chunklist(keys(var.streams), local.operator_share) : tostring(index) => keys },
  )
  watch_actions  = ["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
  create_actions = ["dynamodb:CreateTable", "dynamodb:TagResource", "dynamodb:DescribeContinuousBackups", "dynamodb:UpdateContinuousBackups"]
  # By what may be done with a lease table, so that each is named once.
  lease_rights = {
    WatchLeases           = { create = false, delete = false }
    CreateLeaseTables     = { create = true, delete = false }
    DeleteLeaseTables     = { create = false, delete = true }
    CreateAndDeleteLeases = { create = true, delete = true }
  }
  operator_grants = { for share, keys in local.operator_shares : share => concat([
    # GetTable reads the table's description from the system keyspaces: allowed on the table alone, it is refused. Typed records take their types from it, and from GetType.
    {
      sid     = "LookUpTable"
      actions = ["cassandra:Select"]
      resources = flatten([
        for key in keys : concat([local.tables[key], local.system_keyspaces[key]], local.is_typed[key] ? [local.keyspaces[key]] : [])
        if var.streams[key].finds_stream_by == "table" || local.is_typed[key]
      ])
    },
    { sid = "LookUpStream", actions = ["cassandra:GetStream"], resources = [for key in keys : local.table_streams[key]] },
    # ListStreams knows no resource type in policies.
    { sid = "ListStreams", actions = ["cassandra:ListStreams"], resources = [for key in keys : "*" if var.streams[key].finds_stream_by == "list"] },
    { sid = "LookAtBucket", actions = ["s3:ListBucket"], resources = [for key in keys : local.buckets[key]] },
    { sid = "ResolveImage", actions = ["ecr:DescribeImages"], resources = var.repository_arns },
    ], [for sid, rights in local.lease_rights : {
      sid     = sid
      actions = concat(local.watch_actions, rights.create ? local.create_actions : [], rights.delete ? ["dynamodb:DeleteTable", "dynamodb:UpdateTable"] : [])
      resources = [
        for key in keys : local.checkpoint_tables[key] if var.streams[key].create_checkpoint_table == rights.create && var.streams[key].delete_checkpoint_table == rights.delete
      ]
  }]) }
  operator_documents = { for share, grants in local.operator_grants : share => jsonencode({
    Version = "2012-10-17"
    Statement = [for grant in grants : {
      Sid      = grant.sid
      Effect   = "Allow"
      Action   = grant.actions
      Resource = sort(distinct(grant.resources))
    } if length(grant.resources) > 0]
  }) }

  operator_policy   = local.operator_documents["all"]
  operator_is_empty = local.operator_policy == jsonencode({ Version = "2012-10-17", Statement = [] })
  operator_managed  = length(local.operator_policy) <= local.inline_letters ? {} : { for share, document in local.operator_documents : share => document if share != "all" }
}

resource "aws_iam_role" "operator" {
  name                 = "${var.name}-operator"
  description          = "The operator of keyspaces-streamer"
  permissions_boundary = var.permissions_boundary
  assume_role_policy   = local.trusts["operator"]
}

resource "aws_iam_role_policy" "operator" {
  count  = local.operator_is_empty || length(local.operator_managed) > 0 ? 0 : 1
  name   = "operator"
  role   = aws_iam_role.operator.id
  policy = local.operator_policy
}

# More streams than fit into the role itself.
resource "aws_iam_policy" "operator" {
  for_each    = local.operator_managed
  name        = "${var.name}-operator-${each.key}"
  description = "The operator of keyspaces-streamer, part ${each.key}"
  policy      = each.value

  lifecycle {
    precondition {
      condition     = length(each.value) <= local.managed_letters
      error_message = "A part of the operator's policy has ${length(each.value)} letters, IAM takes ${local.managed_letters}: write shorter names of lease tables and buckets."
    }
    precondition {
      condition     = length(local.operator_managed) <= local.attached_policies
      error_message = "The operator's policy has ${length(local.operator_managed)} parts, IAM takes ${local.attached_policies} in a role: write fewer streams, and give the others another installation."
    }
  }
}

resource "aws_iam_role_policy_attachment" "operator" {
  for_each   = local.operator_managed
  role       = aws_iam_role.operator.name
  policy_arn = aws_iam_policy.operator[each.key].arn
}
