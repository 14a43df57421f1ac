# What the pods of a stream call, and nothing else. A test compares this with the operator's own list.
locals {
  lease_actions = ["dynamodb:DescribeTable", "dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]

  stream_statements = { for key, stream in var.streams : key => concat(
    [
      {
        Sid      = "ReadStream"
        Effect   = "Allow"
        Action   = ["cassandra:GetStream", "cassandra:GetShardIterator", "cassandra:GetRecords"]
        Resource = local.table_streams[key]
      },
      {
        Sid      = "KeepLeases"
        Effect   = "Allow"
        Action   = concat(local.lease_actions, stream.create_checkpoint_table ? ["dynamodb:CreateTable"] : [])
        Resource = local.checkpoint_tables[key]
      },
      {
        Sid      = "WriteObjects"
        Effect   = "Allow"
        Action   = concat(["s3:PutObject"], stream.object_tags ? ["s3:PutObjectTagging"] : [], ["s3:GetObject"])
        Resource = local.objects[key]
      },
      {
        Sid      = "ReachBucket"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = local.buckets[key]
      },
    ],
    [for arn in compact([stream.kms_key_arn]) : {
      Sid       = "UseKey"
      Effect    = "Allow"
      Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
      Resource  = arn
      Condition = { StringEquals = { "kms:ViaService" = "s3.${stream.bucket_region}.${local.domains[stream.bucket_region]}" } }
    }],
  ) }

  stream_policies = { for key, statements in local.stream_statements : key => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}

resource "aws_iam_role" "stream" {
  for_each             = var.streams
  name                 = local.role_names[each.key]
  description          = "Pods of the stream ${each.value.namespace}/${each.value.name}"
  permissions_boundary = var.permissions_boundary
  assume_role_policy   = local.stream_trusts[each.key]
}

resource "aws_iam_role_policy" "stream" {
  for_each = var.streams
  name     = "stream"
  role     = aws_iam_role.stream[each.key].id
  policy   = local.stream_policies[each.key]
}
