# One ServiceAccount of one namespace of this cluster may take a role on.
locals {
  accounts = merge(
    { for key, stream in var.streams : "stream/${key}" => { namespace = stream.namespace, service_account = stream.service_account } },
    { operator = var.operator },
    var.agent == null ? {} : { agent = var.agent },
  )
  trusts = { for key, account in local.accounts : key => jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AssumeByServiceAccount"
      Effect    = "Allow"
      Principal = { Federated = var.oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = {
        "${var.oidc_issuer}:aud" = "sts.amazonaws.com"
        "${var.oidc_issuer}:sub" = "system:serviceaccount:${account.namespace}:${account.service_account}"
      } }
    }]
  }) }
  stream_trusts = { for key in keys(var.streams) : key => local.trusts["stream/${key}"] }

  # IAM takes 64 letters; a longer name keeps its beginning and ends in a hash of the whole.
  long_names = { for key in keys(var.streams) : key => "${var.name}-stream-${key}" }
  role_names = { for key, name in local.long_names : key => length(name) <= 64 ? name : "${substr(name, 0, 55)}-${substr(sha1(name), 0, 8)}" }
}
