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
