mock_provider "aws" {}

variables {
  bucket = "keyspaces-data-1a2b3c4d"
}

run "bucket_is_closed" {
  assert {
    condition     = alltrue([aws_s3_bucket_public_access_block.this[0].block_public_acls, aws_s3_bucket_public_access_block.this[0].block_public_policy, aws_s3_bucket_public_access_block.this[0].ignore_public_acls, aws_s3_bucket_public_access_block.this[0].restrict_public_buckets])
    error_message = "the bucket may be public"
  }
  assert {
    condition     = aws_s3_bucket_ownership_controls.this[0].rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "ACLs count"
  }
  assert {
    condition = alltrue([for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement :
    statement.Effect == "Deny" && statement.Sid == "RefusePlainHttp" && statement.Condition.Bool["aws:SecureTransport"] == "false" && length(statement.Resource) == 2])
    error_message = "plain HTTP is taken"
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "objects are not encrypted"
  }
  assert {
    condition     = !aws_s3_bucket.this[0].force_destroy && length(aws_dynamodb_table.checkpoint) == 0
    error_message = "data goes with the bucket, or a table was made"
  }
}

run "pods_create_and_replace_nothing" {
  variables {
    create_only_roles = "arn:aws:iam::111122223333:role/cdc-stream-*"
  }
  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : [statement.Effect, statement.Action, statement.Condition] if statement.Sid == "RefuseReplacingObjects"] == [
      ["Deny", "s3:PutObject", { Null = { "s3:if-none-match" = "true" }, ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/cdc-stream-*" } }],
    ]
    error_message = "a role of a stream may replace objects"
  }
  assert {
    condition     = aws_s3_bucket_versioning.this[0].versioning_configuration[0].status == "Enabled"
    error_message = "what somebody else replaces or deletes is gone"
  }
  assert {
    condition     = { for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : rule.id => [for older in rule.noncurrent_version_expiration : older.noncurrent_days] } == { unfinished-uploads = [], older-versions = [30] }
    error_message = "older versions stay for ever, or go at once"
  }
}

run "as_a_bucket_of_the_first_version" {
  variables {
    versioning = false
  }
  assert {
    condition     = length(aws_s3_bucket_versioning.this) == 0 && length(aws_s3_bucket_lifecycle_configuration.this[0].rule) == 1 && length(jsondecode(aws_s3_bucket_policy.this[0].policy).Statement) == 1
    error_message = "there is no way to leave the bucket as it was"
  }
}

run "key_and_lifecycle" {
  variables {
    kms_key_arn    = "arn:aws:kms:eu-west-1:111122223333:key/1"
    lifecycle_days = { infrequent = 30, archive = 90, expire = 400 }
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).bucket_key_enabled
    error_message = "every object would call KMS"
  }
  assert {
    condition     = { for step in aws_s3_bucket_lifecycle_configuration.this[0].rule[1].transition : step.storage_class => step.days } == { STANDARD_IA = 30, GLACIER = 90 }
    error_message = "objects do not move"
  }
}

run "lease_tables" {
  variables {
    create_bucket     = false
    checkpoint_tables = ["keyspaces-streamer-a-b"]
  }
  assert {
    condition     = aws_dynamodb_table.checkpoint["keyspaces-streamer-a-b"].hash_key == "leaseKey" && aws_dynamodb_table.checkpoint["keyspaces-streamer-a-b"].deletion_protection_enabled
    error_message = "no lease table, or an unprotected one"
  }
  assert {
    condition     = one(aws_dynamodb_table.checkpoint["keyspaces-streamer-a-b"].point_in_time_recovery).enabled
    error_message = "a lease table that cannot be restored"
  }
  assert {
    condition     = length(aws_s3_bucket.this) == 0 && output.bucket == "keyspaces-data-1a2b3c4d"
    error_message = "a bucket was made beside the one that was brought"
  }
}

run "refuses_moves_that_s3_refuses" {
  command = plan
  variables {
    lifecycle_days = { infrequent = 7 }
  }
  expect_failures = [var.lifecycle_days]
}
