output "service_names" {
  description = "Names of the services with an interface endpoint."
  value       = local.service_names
}

output "streams_endpoint" {
  description = "Address of the endpoint of the streams, for spec.source.endpoint; null when the service's own name leads to it, or without that endpoint."
  value       = contains(var.interfaces, "cassandra-streams") && !local.streams_private_dns ? try("https://${aws_vpc_endpoint.interface["cassandra-streams"].dns_entry[0].dns_name}", null) : null
}

output "streams_policy" {
  description = "The policy of the endpoint of the streams as JSON."
  value       = local.streams_policy
}

output "policies" {
  description = "The policies of the endpoints as JSON, by service; null where AWS's own holds, which allows everything."
  value       = merge(local.interface_policy, local.gateway_policy)
}

output "pod_group_id" {
  description = "The security group of stream pods; null when it was not made."
  value       = one(aws_security_group.pods[*].id)
}
