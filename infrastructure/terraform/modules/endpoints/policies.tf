# Who may use the endpoints, and for what: principals of this account, on what belongs to this account or to those that are named.
# A role whose credentials left the account is not refused by that, and data does not leave through an endpoint for a bucket of somebody else.
locals {
  partition = startswith(var.region, "cn-") ? "aws-cn" : startswith(var.region, "us-gov-") ? "aws-us-gov" : startswith(var.region, "eusc-") ? "aws-eusc" : "aws"
  accounts  = concat([var.account_id], sort(tolist(var.trusted_accounts)))
  ours      = { StringEquals = { "aws:PrincipalAccount" = var.account_id } }
  our_own   = { StringEquals = { "aws:PrincipalAccount" = var.account_id, "aws:ResourceAccount" = local.accounts } }

  # The calls of the Streams API; the sample policy of AWS lacks GetShardIterator, without which nothing can be read.
  streams_statements = concat(
    [{
      Sid       = "ReadStreams"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["cassandra:GetStream", "cassandra:GetShardIterator", "cassandra:GetRecords"]
      Resource  = var.restrict ? [for account in local.accounts : "arn:${local.partition}:cassandra:${var.region}:${account}:/keyspace/*"] : ["*"]
      Condition = var.restrict ? local.ours : {}
    }],
    # It knows no resource type.
    [{ Sid = "ListStreams", Effect = "Allow", Principal = "*", Action = ["cassandra:ListStreams"], Resource = ["*"], Condition = var.restrict ? local.ours : {} }],
  )

  own_statement = { Sid = "OwnAccount", Effect = "Allow", Principal = "*", Action = ["*"], Resource = ["*"], Condition = local.our_own }
  # Not every service tells the account of what it is asked for.
  principal_statement = { Sid = "OwnPrincipals", Effect = "Allow", Principal = "*", Action = ["*"], Resource = ["*"], Condition = local.ours }
  # Images of EKS's own add-ons lie in registries of AWS.
  pull_statement = {
    Sid       = "PullImages"
    Effect    = "Allow"
    Principal = "*"
    Action    = ["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
    Resource  = ["*"]
    Condition = local.ours
  }
  # A ServiceAccount's token is all that signs this call: nobody is known yet who could belong to the account.
  identity_statement = {
    Sid       = "TakeRolesOn"
    Effect    = "Allow"
    Principal = "*"
    Action    = ["sts:AssumeRoleWithWebIdentity"]
    Resource  = ["arn:${local.partition}:iam::${var.account_id}:role/*"]
    Condition = {}
  }
  # Amazon ECR hands layers out of a bucket of its own.
  # https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
  layers_statement = {
    Sid       = "ImageLayers"
    Effect    = "Allow"
    Principal = "*"
    Action    = ["s3:GetObject"]
    Resource  = ["arn:${local.partition}:s3:::prod-${var.region}-starport-layer-bucket/*"]
    Condition = {}
  }

  statements = {
    cassandra   = [local.own_statement]
    "ecr.api"   = [local.own_statement, local.pull_statement]
    "ecr.dkr"   = [local.own_statement, local.pull_statement]
    sts         = [local.identity_statement, local.own_statement]
    logs        = [local.own_statement]
    s3          = [local.own_statement, local.layers_statement]
    dynamodb    = [local.own_statement]
    other       = [local.principal_statement]
    cassandra-s = local.streams_statements
  }
  policies = { for service, statements in local.statements : service => jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in statements : { for member, value in statement : member => value if member != "Condition" || length(jsonencode(value)) > 2 }]
  }) }
  streams_policy   = local.policies["cassandra-s"]
  interface_policy = { for service in var.interfaces : service => service == "cassandra-streams" ? local.streams_policy : var.restrict ? lookup(local.policies, service, local.policies["other"]) : null }
  gateway_policy   = { for service in var.gateways : service => var.restrict ? local.policies[service] : null }
}
