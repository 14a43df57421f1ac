output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "private_subnet_ids" {
  description = "Subnets of the pods, one a zone."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "private_route_table_ids" {
  description = "Their route tables, which gateway endpoints enter."
  value       = [for zone in var.availability_zones : aws_route_table.private[zone].id]
}
