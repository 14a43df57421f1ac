locals {
  # https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints-streams.html
  service_names = { for service in var.interfaces : service =>
    service == "cassandra-streams" ? "api.aws.${var.region}.cassandra-streams" : "com.amazonaws.${var.region}.${service}"
  }

  # The service's own name leads to the endpoint only where AWS offers it for this service, which is not documented.
  streams_private_dns = coalesce(var.streams_private_dns, try(length(data.aws_vpc_endpoint_service.streams[0].private_dns_names) > 0, false))
}

data "aws_vpc_endpoint_service" "streams" {
  count        = contains(var.interfaces, "cassandra-streams") && var.streams_private_dns == null ? 1 : 0
  service_name = local.service_names["cassandra-streams"]
}

resource "aws_security_group" "endpoints" {
  count       = length(var.interfaces) > 0 ? 1 : 0
  name        = "${var.name}-endpoints"
  description = "Interface endpoints that pods of ${var.name} call"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-endpoints" }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  count                        = length(var.interfaces) > 0 ? 1 : 0
  security_group_id            = aws_security_group.endpoints[0].id
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  description                  = "Pods of the cluster"
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = local.service_names
  vpc_id              = var.vpc_id
  service_name        = each.value
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.endpoints[0].id]
  private_dns_enabled = each.key == "cassandra-streams" ? local.streams_private_dns : true
  policy              = local.interface_policy[each.key]
  tags                = { Name = "${var.name}-${each.key}" }
}

resource "aws_vpc_endpoint" "gateway" {
  for_each          = var.gateways
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${var.region}.${each.value}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.route_table_ids
  policy            = local.gateway_policy[each.value]
  tags              = { Name = "${var.name}-${each.value}" }
}
