data "aws_caller_identity" "current" {}

data "aws_availability_zones" "available" {
  count = var.network.create && var.network.zones == null ? 1 : 0
  state = "available"
}

locals {
  account_id   = coalesce(var.account_id, data.aws_caller_identity.current.account_id)
  name         = var.environment == "" ? var.name : "${var.name}-${var.environment}"
  cluster_name = coalesce(var.cluster.name, local.name)
  # Bucket names are one space for all accounts; the same account, region and name give the same suffix.
  suffix = substr(sha1("${local.account_id}/${var.region}/${local.name}"), 0, 8)
  bucket = coalesce(var.bucket.name, "keyspaces-data-${local.suffix}")

  streams = { for key, stream in var.streams : key => merge(stream, {
    name                    = coalesce(stream.name, key)
    service_account         = "${coalesce(stream.name, key)}-stream" # as the operator names it
    region                  = coalesce(stream.region, var.region)
    bucket                  = coalesce(stream.bucket, local.bucket)
    bucket_region           = coalesce(stream.bucket_region, stream.region, var.region)
    kms_key_arn             = stream.kms_key_arn == null && stream.bucket == null ? var.bucket.kms_key_arn : stream.kms_key_arn
    checkpoint_table        = coalesce(stream.checkpoint_table, "${coalesce(var.checkpoint_table_prefix, local.name)}-${stream.keyspace}-${stream.table}")
    checkpoint_region       = coalesce(stream.checkpoint_region, stream.region, var.region)
    object_tags             = length(stream.object_tags) > 0
    tags                    = stream.object_tags
    create_checkpoint_table = var.checkpoint_tables == "operator"
  }) }
  stream_namespaces = sort(distinct([for stream in values(local.streams) : stream.namespace]))

  network = {
    vpc_id          = var.network.create ? module.network[0].vpc_id : var.network.vpc_id
    subnet_ids      = var.network.create ? module.network[0].private_subnet_ids : var.network.private_subnet_ids
    route_table_ids = var.network.create ? module.network[0].private_route_table_ids : var.network.private_route_table_ids
  }

  # A profile takes five selectors; each namespace of streams is one.
  profiles = merge(
    { "${local.name}-system" = concat(
      [{ namespace = var.operator_namespace }],
      local.has_coredns ? [{ namespace = "kube-system", labels = { k8s-app = "kube-dns" } }] : [],
      var.observability.agent_namespace == null ? [] : [{ namespace = var.observability.agent_namespace }],
    ) },
    { for index, namespaces in chunklist(local.stream_namespaces, 5) : "${local.name}-streams-${index}" => [
      for namespace in namespaces : { namespace = namespace, labels = { "app.kubernetes.io/component" = "stream" } }
    ] },
  )
  has_coredns = coalesce(var.cluster.coredns_on_fargate, var.cluster.create)

  images    = ["keyspaces-streamer/operator", "keyspaces-streamer/streampod"]
  partition = startswith(var.region, "cn-") ? "aws-cn" : startswith(var.region, "us-gov-") ? "aws-us-gov" : startswith(var.region, "eusc-") ? "aws-eusc" : "aws"
  domain    = startswith(var.region, "cn-") ? "amazonaws.com.cn" : startswith(var.region, "eusc-") ? "amazonaws.eu" : "amazonaws.com"
}

module "network" {
  source             = "./modules/network"
  count              = var.network.create ? 1 : 0
  name               = local.name
  cidr               = var.network.cidr
  availability_zones = var.network.zones == null ? slice(data.aws_availability_zones.available[0].names, 0, min(3, length(data.aws_availability_zones.available[0].names))) : var.network.zones
  nat                = var.network.nat
  cluster_name       = local.cluster_name
}

module "cluster" {
  source                  = "./modules/cluster"
  create                  = var.cluster.create
  name                    = local.cluster_name
  kubernetes_version      = var.cluster.kubernetes_version
  subnet_ids              = local.network.subnet_ids
  public_access_cidrs     = var.cluster.public_access_cidrs
  kms_key_arn             = var.cluster.kms_key_arn
  create_oidc_provider    = var.cluster.create_oidc_provider
  create_fargate_profiles = var.cluster.create_fargate_profiles
  coredns_on_fargate      = local.has_coredns
  profiles                = local.profiles
  pod_execution_role_arn  = coalesce(var.cluster.pod_execution_role_arn, module.iam.pod_execution_role_arn)
}

module "iam" {
  source                    = "./modules/iam"
  name                      = local.name
  account_id                = local.account_id
  region                    = var.region
  cluster_name              = local.cluster_name
  oidc_provider_arn         = module.cluster.oidc_provider_arn
  oidc_issuer               = module.cluster.oidc_issuer
  operator                  = { namespace = var.operator_namespace, service_account = var.operator_service_account }
  agent                     = var.observability.agent_namespace == null ? null : { namespace = var.observability.agent_namespace, service_account = var.observability.agent_service_account }
  log_group_arn             = module.observability.log_group_arn
  metrics_log_group_arn     = module.observability.metrics_log_group_arn
  create_pod_execution_role = var.cluster.pod_execution_role_arn == null
  repository_arns           = ["arn:${local.partition}:ecr:${var.region}:${local.account_id}:repository/keyspaces-streamer/streampod"]
  permissions_boundary      = var.permissions_boundary
  streams                   = local.streams
}

module "storage" {
  source              = "./modules/storage"
  create_bucket       = var.bucket.create
  bucket              = local.bucket
  kms_key_arn         = var.bucket.kms_key_arn
  versioning          = var.bucket.versioning
  older_versions_days = var.bucket.older_versions_days
  create_only_roles   = var.bucket.create_only ? "arn:${local.partition}:iam::${local.account_id}:role/${local.name}-stream-*" : null
  force_destroy       = var.bucket.force_destroy || var.delete_data
  lifecycle_days      = var.bucket.lifecycle_days
  checkpoint_tables   = var.checkpoint_tables == "terraform" ? toset([for stream in values(local.streams) : stream.checkpoint_table]) : []
  deletion_protection = var.deletion_protection && !var.delete_data

  point_in_time_recovery = var.point_in_time_recovery
}

module "registry" {
  source       = "./modules/registry"
  create       = var.registry.create
  repositories = local.images
  keep_images  = var.registry.keep_images
  force_delete = var.registry.force_delete || var.delete_data
}

module "observability" {
  source                 = "./modules/observability"
  name                   = local.name
  region                 = var.region
  account_id             = local.account_id
  cluster_name           = local.cluster_name
  operator_namespace     = var.operator_namespace
  dashboard_namespace    = try(local.stream_namespaces[0], "keyspaces-streams")
  streams                = { for key, stream in local.streams : key => { name = stream.name, namespace = stream.namespace } }
  log_group              = var.observability.log_group
  log_retention_days     = var.observability.log_retention_days
  metrics_retention_days = var.observability.metrics_retention_days
  alarm_emails           = var.observability.alarm_emails
  kms_key_arn            = var.observability.topic_kms_key_arn
  alarms_file            = "${path.module}/../observability/alarms.json"
  dashboard_file         = "${path.module}/../observability/cloudwatch-dashboard.json"
}

module "endpoints" {
  source                   = "./modules/endpoints"
  name                     = local.name
  region                   = var.region
  vpc_id                   = local.network.vpc_id
  subnet_ids               = local.network.subnet_ids
  route_table_ids          = local.network.route_table_ids
  client_security_group_id = module.cluster.security_group_id
  gateways                 = var.network.create || length(var.network.private_route_table_ids) > 0 ? var.endpoints.gateways : []
  interfaces               = var.endpoints.interfaces
  streams_private_dns      = var.endpoints.streams_private_dns
  account_id               = local.account_id
  trusted_accounts         = var.endpoints.trusted_accounts
  restrict                 = coalesce(var.endpoints.restrict, var.network.create)
  create_pod_group         = var.endpoints.pod_group
}
