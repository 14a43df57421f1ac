output "bucket" {
  description = "Name of the bucket, known when it is there."
  value       = var.create_bucket ? aws_s3_bucket.this[0].bucket : var.bucket
}

output "checkpoint_tables" {
  description = "Names of the tables that were made."
  value       = [for table in aws_dynamodb_table.checkpoint : table.name]
}

output "deletes_data" {
  description = "Whether everything here may be destroyed with its data."
  value       = alltrue(concat(aws_s3_bucket.this[*].force_destroy, [for table in aws_dynamodb_table.checkpoint : !table.deletion_protection_enabled]))
}

output "bucket_policy" {
  description = "The bucket's policy as JSON; null for a bucket that was brought."
  value       = one(aws_s3_bucket_policy.this[*].policy)
}
