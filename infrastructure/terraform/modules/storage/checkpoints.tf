# The form that pods ask of a lease table.
resource "aws_dynamodb_table" "checkpoint" {
  for_each                    = var.checkpoint_tables
  name                        = each.value
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "leaseKey"
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "leaseKey"
    type = "S"
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  server_side_encryption {
    enabled = true
  }
}
