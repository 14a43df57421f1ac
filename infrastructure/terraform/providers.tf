provider "aws" {
  region              = var.region
  allowed_account_ids = var.account_id == null ? null : [var.account_id]

  default_tags {
    tags = merge({ "app.kubernetes.io/part-of" = "keyspaces-streamer" }, var.environment == "" ? {} : { environment = var.environment }, var.tags)
  }
}
