# What the pods of a stream call, and nothing else. A test compares this with the operator's own list.
locals {
  object_actions = { for key, stream in var.streams : key => concat(["s3:PutObject"], stream.object_tags ? ["s3:PutObjectTagging"] : [], ["s3:GetObject"]) }
  lease_actions  = ["dynamodb:DescribeTable", "dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]

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
        Action   = local.lease_actions
        Resource = local.checkpoint_tables[key]
      },
      {
        Sid      = "WriteObjects"
        Effect   = "Allow"
        Action   = local.object_actions[key]
        Resource = local.objects[key]
      },
      # Without the header a PUT replaces what is there.
      {
        Sid       = "ReplaceNoObjects"
        Effect    = "Deny"
        Action    = ["s3:PutObject"]
        Resource  = "${local.buckets[key]}/*"
        Condition = { Null = { "s3:if-none-match" = "true" } }
      },
      {
        Sid      = "ReachBucket"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = local.buckets[key]
      },
    ],
    [for folders in stream.earlier_folders ? [local.earlier_folders[key]] : [] : {
      Sid      = "FinishEarlierFolders"
      Effect   = "Allow"
      Action   = local.object_actions[key]
      Resource = folders
    }],
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

  lifecycle {
    precondition {
      condition     = endswith(local.heads[each.key], "/") || each.value.allow_shared_prefix
      error_message = "The keys of the stream ${each.key} begin with no folder of their own, so its role would be allowed ${local.heads[each.key] == "" ? "every object" : "every object whose key begins with ${local.heads[each.key]}"} in ${each.value.bucket}: end prefix with a slash, begin key_template with {keyspace}/{table}/, or write allow_shared_prefix = true."
    }
    precondition {
      condition     = length(local.reached[each.key]) == 0 || each.value.allow_shared_prefix
      error_message = "The role of the stream ${each.key} would reach the objects of ${join(", ", local.reached[each.key])} in ${each.value.bucket}: write another prefix, one that ends in a slash, or allow_shared_prefix = true."
    }
  }
}
