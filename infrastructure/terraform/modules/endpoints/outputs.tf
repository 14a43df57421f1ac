output "service_names" {
  description = "Names of the services with an interface endpoint."
  value       = local.service_names
}
