# Everything made here: VPC, cluster, bucket, registry. cp terraform.tfvars.example terraform.tfvars, or let
# infrastructure/scripts/populate-config.sh write it from the tables of your account.
region      = "eu-west-1"
environment = "dev"

cluster = {
  public_access_cidrs = ["198.51.100.0/24"] # where deploy.sh runs
}

streams = {
  media-content = {
    keyspace = "media"
    table    = "media_content"
    prefix   = "media/"
  }
  payments = {
    keyspace    = "shop"
    table       = "payments"
    namespace   = "payments"
    object_tags = { team = "ledger" }
  }
}

observability = {
  alarm_emails = ["oncall@example.com"]
}
