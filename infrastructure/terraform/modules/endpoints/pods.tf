# A group for pods that reach AWS through the endpoints and nothing else: a SecurityGroupPolicy of the cluster names it.
locals {
  egress = var.create_pod_group ? merge(
    length(var.interfaces) > 0 ? { endpoints = { port = 443, protocol = "tcp", group = aws_security_group.endpoints[0].id, prefix_list = null, description = "Interface endpoints" } } : {},
    { for service in var.gateways : service => { port = 443, protocol = "tcp", group = null, prefix_list = aws_vpc_endpoint.gateway[service].prefix_list_id, description = "Gateway endpoint of ${service}" } },
    { for protocol in ["tcp", "udp"] : "dns-${protocol}" => { port = 53, protocol = protocol, group = var.client_security_group_id, prefix_list = null, description = "Names, by CoreDNS" } },
  ) : {}
}

resource "aws_security_group" "pods" {
  count       = var.create_pod_group ? 1 : 0
  name        = "${var.name}-pods"
  description = "Stream pods of ${var.name}: AWS by endpoints alone"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-pods" }
}

resource "aws_vpc_security_group_egress_rule" "pods" {
  for_each                     = local.egress
  security_group_id            = aws_security_group.pods[0].id
  referenced_security_group_id = each.value.group
  prefix_list_id               = each.value.prefix_list
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
  description                  = each.value.description
}

# Probes of the kubelet and scrapes come from the cluster's group.
resource "aws_vpc_security_group_ingress_rule" "pods" {
  count                        = var.create_pod_group ? 1 : 0
  security_group_id            = aws_security_group.pods[0].id
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 9464
  to_port                      = 9464
  description                  = "Probes and metrics"
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_pods" {
  count                        = var.create_pod_group && length(var.interfaces) > 0 ? 1 : 0
  security_group_id            = aws_security_group.endpoints[0].id
  referenced_security_group_id = aws_security_group.pods[0].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  description                  = "Stream pods"
}

resource "aws_vpc_security_group_ingress_rule" "dns_from_pods" {
  for_each                     = var.create_pod_group ? toset(["tcp", "udp"]) : toset([])
  security_group_id            = var.client_security_group_id
  referenced_security_group_id = aws_security_group.pods[0].id
  ip_protocol                  = each.value
  from_port                    = 53
  to_port                      = 53
  description                  = "Names for stream pods of ${var.name}"
}
