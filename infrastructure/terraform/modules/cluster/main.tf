locals {
  # One name for what was made and what was found.
  cluster = {
    arn      = var.create ? aws_eks_cluster.this[0].arn : data.aws_eks_cluster.this[0].arn
    endpoint = var.create ? aws_eks_cluster.this[0].endpoint : data.aws_eks_cluster.this[0].endpoint
    issuer   = var.create ? aws_eks_cluster.this[0].identity[0].oidc[0].issuer : data.aws_eks_cluster.this[0].identity[0].oidc[0].issuer
    group    = var.create ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : data.aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id
  }
  issuer = trimprefix(local.cluster.issuer, "https://")
}

data "aws_eks_cluster" "this" {
  count = var.create ? 0 : 1
  name  = var.name
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "cluster" {
  count = var.create ? 1 : 0
  name  = "${var.name}-cluster"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "eks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  count      = var.create ? 1 : 0
  role       = aws_iam_role.cluster[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSClusterPolicy"
}

# Made before the cluster, which would make it without a retention.
resource "aws_cloudwatch_log_group" "cluster" {
  count             = var.create ? 1 : 0
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = var.log_retention_days
}

resource "aws_eks_cluster" "this" {
  count                         = var.create ? 1 : 0
  name                          = var.name
  role_arn                      = aws_iam_role.cluster[0].arn
  version                       = var.kubernetes_version
  bootstrap_self_managed_addons = false
  enabled_cluster_log_types     = ["api", "audit", "authenticator"]

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = true
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = length(var.public_access_cidrs) > 0
    public_access_cidrs     = length(var.public_access_cidrs) > 0 ? var.public_access_cidrs : null
  }

  dynamic "encryption_config" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      resources = ["secrets"]
      provider {
        key_arn = encryption_config.value
      }
    }
  }

  depends_on = [aws_iam_role_policy_attachment.cluster, aws_cloudwatch_log_group.cluster]
}

# IAM trusts the issuer's certificate by itself; a thumbprint is not asked for.
resource "aws_iam_openid_connect_provider" "this" {
  count          = var.create_oidc_provider ? 1 : 0
  url            = local.cluster.issuer
  client_id_list = ["sts.amazonaws.com"]
}

# One profile after the other is EKS's rule while one is deleted; adding them at once is allowed.
resource "aws_eks_fargate_profile" "this" {
  for_each               = var.create_fargate_profiles ? var.profiles : {}
  cluster_name           = var.create ? aws_eks_cluster.this[0].name : data.aws_eks_cluster.this[0].name
  fargate_profile_name   = each.key
  pod_execution_role_arn = var.pod_execution_role_arn
  subnet_ids             = var.subnet_ids

  dynamic "selector" {
    for_each = each.value
    content {
      namespace = selector.value.namespace
      labels    = selector.value.labels
    }
  }
}

resource "aws_eks_addon" "coredns" {
  count                       = var.coredns_on_fargate ? 1 : 0
  cluster_name                = var.create ? aws_eks_cluster.this[0].name : data.aws_eks_cluster.this[0].name
  addon_name                  = "coredns"
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  # 256M and what Fargate adds fit its smallest size, 0.25 vCPU and 0.5 GB.
  configuration_values = jsonencode({
    computeType = "Fargate"
    resources = {
      limits   = { cpu = "0.25", memory = "256M" }
      requests = { cpu = "0.25", memory = "256M" }
    }
  })
  depends_on = [aws_eks_fargate_profile.this]
}
