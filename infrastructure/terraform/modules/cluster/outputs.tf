output "name" {
  description = "Name of the cluster."
  value       = var.name
}

output "arn" {
  description = "ARN of the cluster."
  value       = local.cluster.arn
}

output "endpoint" {
  description = "Address of the API server."
  value       = local.cluster.endpoint
}

output "security_group_id" {
  description = "The group that EKS gives control plane and pods."
  value       = local.cluster.group
}

output "oidc_issuer" {
  description = "Issuer of the ServiceAccounts' tokens, without https://."
  value       = local.issuer
}

output "oidc_provider_arn" {
  description = "Its provider in IAM."
  value       = var.create_oidc_provider ? aws_iam_openid_connect_provider.this[0].arn : "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${local.issuer}"
}
