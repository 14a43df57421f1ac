output "account_id" {
  description = "The account."
  value       = local.account_id
}

output "region" {
  description = "The region."
  value       = var.region
}

output "cluster_name" {
  description = "The cluster, for aws eks update-kubeconfig."
  value       = module.cluster.name
}

output "oidc_provider_arn" {
  description = "For streamer-operator iam --oidc-provider."
  value       = module.cluster.oidc_provider_arn
}

output "operator_namespace" {
  description = "Namespace of the operator."
  value       = var.operator_namespace
}

output "stream_namespaces" {
  description = "Namespaces of streams; they must exist before the streams."
  value       = local.stream_namespaces
}

output "bucket" {
  description = "The bucket, for spec.destination.bucket."
  value       = module.storage.bucket
}

output "checkpoint_tables" {
  description = "Lease tables that Terraform made."
  value       = module.storage.checkpoint_tables
}

output "operator_lease_tables" {
  description = "Lease tables that the operator makes: their regions by name."
  value       = { for stream in values(local.streams) : stream.checkpoint_table => stream.checkpoint_region if stream.create_checkpoint_table }
}

output "registry" {
  description = "Host of the registry, for eng/images/publish.sh --registry."
  value       = "${local.account_id}.dkr.ecr.${var.region}.${local.domain}"
}

output "operator_role_arn" {
  description = "Role of the operator."
  value       = module.iam.operator_role_arn
}

output "stream_role_arns" {
  description = "Roles of the streams, for spec.pod.roleArn."
  value       = module.iam.stream_role_arns
}

output "agent_role_arn" {
  description = "Role of the CloudWatch agent."
  value       = module.iam.agent_role_arn
}

output "log_group" {
  description = "Log group of the pods."
  value       = module.observability.log_group
}

output "alarm_topic_arn" {
  description = "Topic of alarms and notices."
  value       = module.observability.topic_arn
}

output "chart_values" {
  description = "Values of the chart."
  value = {
    image          = { registry = "${local.account_id}.dkr.ecr.${var.region}.${local.domain}" }
    aws            = { region = var.region }
    serviceAccount = { name = var.operator_service_account, roleArn = module.iam.operator_role_arn }
  }
}

output "streams_endpoint" {
  description = "Address for spec.source.endpoint of streams whose pods have no NAT gateway; null when the service's own name leads to the endpoint."
  value       = module.endpoints.streams_endpoint
}

output "pod_security_group_id" {
  description = "Security group for stream pods that reach AWS through the endpoints alone, for a SecurityGroupPolicy; null without endpoints.pod_group."
  value       = module.endpoints.pod_group_id
}

output "endpoint_policies" {
  description = "The policies of the VPC endpoints as JSON, by service; null where AWS's own holds, which allows everything."
  value       = module.endpoints.policies
}

output "stream_manifests" {
  description = "The streams as documents for kubectl apply, by key. Where a stream needs more than is known here, write its own."
  value = { for key, stream in local.streams : key => {
    apiVersion = "keyspaces-streamer.dev/v1alpha1"
    kind       = "KeyspacesCdcStream"
    metadata   = { name = stream.name, namespace = stream.namespace }
    spec = {
      source = { keyspace = stream.keyspace, table = stream.table, region = stream.region }
      destination = merge(
        { bucket = stream.bucket, region = stream.bucket_region },
        stream.prefix == "" ? {} : { prefix = stream.prefix },
        stream.key_template == "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json" ? {} : { keyTemplate = stream.key_template },
        stream.format == "JsonLines" ? {} : { format = stream.format },
        stream.record == "Native" ? {} : { record = stream.record },
        stream.kms_key_arn == null ? {} : { encryption = { type = "aws:kms", kmsKeyId = stream.kms_key_arn } },
        stream.object_tags ? { tags = stream.tags } : {},
      )
      checkpoint = merge(
        { table = stream.checkpoint_table, region = stream.checkpoint_region, create = stream.create_checkpoint_table },
        stream.delete_checkpoint_table ? { deletionPolicy = "Delete" } : {},
      )
      pod = { roleArn = module.iam.stream_role_arns[key] }
    }
  } if stream.finds_stream_by == "table" }
}

output "operator_policies" {
  description = "The operator's policies as they are put into its role: one, or as many as IAM's limits ask for."
  value       = module.iam.operator_policies
}

output "operator_policy" {
  description = "The operator's policy for all streams, as one JSON document for reading."
  value       = module.iam.operator_policy
}

output "stream_policies" {
  description = "The policies of the streams as JSON."
  value       = module.iam.stream_policies
}

output "stream_trust_policies" {
  description = "The trust policies of the streams as JSON."
  value       = module.iam.stream_trust_policies
}
