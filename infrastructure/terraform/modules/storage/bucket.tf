resource "aws_s3_bucket" "this" {
  count         = var.create_bucket ? 1 : 0
  bucket        = var.bucket
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count  = var.create_bucket ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  count                   = var.create_bucket ? 1 : 0
  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count  = var.create_bucket ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  rule {
    bucket_key_enabled = var.kms_key_arn != null
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  count  = var.create_bucket && var.versioning ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = var.create_bucket ? 1 : 0
  bucket = aws_s3_bucket.this[0].id

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  dynamic "rule" {
    for_each = length([for days in values(var.lifecycle_days) : days if days != null]) > 0 ? [var.lifecycle_days] : []
    content {
      id     = "age"
      status = "Enabled"
      filter {}
      dynamic "transition" {
        for_each = { for class, days in { STANDARD_IA = rule.value.infrequent, GLACIER = rule.value.archive } : class => days if days != null }
        content {
          days          = transition.value
          storage_class = transition.key
        }
      }
      dynamic "expiration" {
        for_each = rule.value.expire == null ? [] : [rule.value.expire]
        content {
          days = expiration.value
        }
      }
    }
  }

  # Pods create objects and never replace one: an older version is what somebody else replaced or deleted.
  dynamic "rule" {
    for_each = var.versioning ? [var.older_versions_days] : []
    content {
      id     = "older-versions"
      status = "Enabled"
      filter {}
      noncurrent_version_expiration {
        noncurrent_days = rule.value
      }
      expiration {
        expired_object_delete_marker = true
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "this" {
  count  = var.create_bucket ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.this[0].arn, "${aws_s3_bucket.this[0].arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      # Multipart uploads and copies have no such header, and pods make none.
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
      [for roles in var.create_only_roles == null ? [] : [var.create_only_roles] : {
        Sid       = "RefuseReplacingObjects"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = ["${aws_s3_bucket.this[0].arn}/*"]
        Condition = {
          Null    = { "s3:if-none-match" = "true" }
          ArnLike = { "aws:PrincipalArn" = roles }
        }
      }],
    )
  })
  depends_on = [aws_s3_bucket_public_access_block.this]
}
