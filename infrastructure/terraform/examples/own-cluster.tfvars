# VPC, cluster, bucket and key are brought; Terraform makes roles, lease tables, registry, logs and alarms.
region      = "eu-central-1"
account_id  = "111122223333"
name        = "cdc"
environment = "prod"
tags        = { team = "ledger" }

checkpoint_tables       = "terraform"
checkpoint_table_prefix = "cdc-prod"

network = {
  create                  = false
  vpc_id                  = "vpc-0a1b2c3d4e5f67890"
  private_subnet_ids      = ["subnet-0a1b2c3d4e5f67890", "subnet-0b1c2d3e4f5a67891"]
  private_route_table_ids = ["rtb-0a1b2c3d4e5f67890"]
}

cluster = {
  create               = false
  name                 = "platform"
  create_oidc_provider = false
}

bucket = {
  create      = false
  name        = "ledger-archive"
  kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
}

endpoints = {
  interfaces = ["cassandra-streams", "cassandra", "ecr.api", "ecr.dkr", "sts", "logs"]
}

streams = {
  orders = {
    keyspace                = "shop"
    table                   = "orders"
    prefix                  = "orders/"
    delete_checkpoint_table = true
    record                  = "Flat"
  }
}
