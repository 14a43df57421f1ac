mock_provider "aws" {
  mock_resource "aws_vpc_endpoint" {
    defaults = { dns_entry = [{ dns_name = "vpce-1.cassandra-streams.eu-west-1.vpce.amazonaws.com", hosted_zone_id = "Z1" }] }
  }
  mock_data "aws_vpc_endpoint_service" {
    defaults = { private_dns_names = [] }
  }
}

variables {
  name                     = "cdc"
  region                   = "eu-west-1"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-1"]
  route_table_ids          = ["rtb-1"]
  client_security_group_id = "sg-1"
  account_id               = "111122223333"
}

run "services" {
  assert {
    condition = output.service_names == {
      cassandra         = "com.amazonaws.eu-west-1.cassandra"
      cassandra-streams = "api.aws.eu-west-1.cassandra-streams"
      "ecr.api"         = "com.amazonaws.eu-west-1.ecr.api"
      "ecr.dkr"         = "com.amazonaws.eu-west-1.ecr.dkr"
      logs              = "com.amazonaws.eu-west-1.logs"
      sts               = "com.amazonaws.eu-west-1.sts"
    }
    error_message = "other services than the pods call"
  }
  assert {
    condition     = join(" ", sort([for endpoint in aws_vpc_endpoint.gateway : endpoint.service_name])) == "com.amazonaws.eu-west-1.dynamodb com.amazonaws.eu-west-1.s3"
    error_message = "S3 and DynamoDB have gateways"
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.https[0].referenced_security_group_id == "sg-1" && aws_vpc_security_group_ingress_rule.https[0].from_port == 443
    error_message = "others than the pods may call, or another port"
  }
}

run "refuses_a_gateway_that_there_is_not" {
  command = plan
  variables {
    gateways = ["sts"]
  }
  expect_failures = [var.gateways]
}

run "private_dns_of_the_streams_is_off_where_it_is_not_offered" {
  assert {
    condition     = !aws_vpc_endpoint.interface["cassandra-streams"].private_dns_enabled
    error_message = "AWS would refuse private DNS that the service does not offer"
  }
  assert {
    condition     = alltrue([for key, endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled if key != "cassandra-streams"])
    error_message = "the other services have private DNS"
  }
  assert {
    condition     = output.streams_endpoint == "https://vpce-1.cassandra-streams.eu-west-1.vpce.amazonaws.com"
    error_message = "the streams need the endpoint's own name"
  }
}

run "private_dns_of_the_streams_is_on_where_it_is_offered" {
  override_data {
    target = data.aws_vpc_endpoint_service.streams
    values = { private_dns_names = ["cassandra-streams.eu-west-1.api.aws"] }
  }
  assert {
    condition     = aws_vpc_endpoint.interface["cassandra-streams"].private_dns_enabled && output.streams_endpoint == null
    error_message = "the service's own name leads to the endpoint"
  }
}

run "private_dns_of_the_streams_by_choice" {
  variables {
    streams_private_dns = true
  }
  assert {
    condition     = aws_vpc_endpoint.interface["cassandra-streams"].private_dns_enabled && length(data.aws_vpc_endpoint_service.streams) == 0
    error_message = "what was chosen is not asked for"
  }
}

run "no_endpoint_of_the_streams" {
  variables {
    interfaces = ["sts"]
  }
  assert {
    condition     = output.streams_endpoint == null && length(data.aws_vpc_endpoint_service.streams) == 0
    error_message = "there is no such endpoint"
  }
}

run "the_policy_of_the_streams_lets_pods_read" {
  assert {
    condition     = toset(flatten([for statement in jsondecode(output.streams_policy).Statement : statement.Action])) == toset(["cassandra:ListStreams", "cassandra:GetStream", "cassandra:GetShardIterator", "cassandra:GetRecords"])
    error_message = "a call of the pods or of the operator is missing"
  }
  assert {
    condition     = aws_vpc_endpoint.interface["cassandra-streams"].policy == output.streams_policy
    error_message = "the endpoint has another policy"
  }
}

run "other_accounts_are_out_of_reach" {
  assert {
    condition = alltrue([for service, policy in output.policies : alltrue([for statement in jsondecode(policy).Statement :
      try(statement.Condition.StringEquals["aws:PrincipalAccount"], "") == "111122223333" || contains(["TakeRolesOn", "ImageLayers"], statement.Sid)
    ])])
    error_message = "principals of other accounts may use an endpoint"
  }
  assert {
    condition = alltrue([for service in ["s3", "dynamodb", "cassandra", "logs"] : alltrue([for statement in jsondecode(output.policies[service]).Statement :
      toset(flatten([try(statement.Condition.StringEquals["aws:ResourceAccount"], statement.Sid == "ImageLayers" ? "111122223333" : "any")])) == toset(["111122223333"])
    ])])
    error_message = "data leaves for another account's bucket, table or log"
  }
  assert {
    condition     = [for statement in jsondecode(output.policies["s3"]).Statement : [statement.Action, statement.Resource] if statement.Sid == "ImageLayers"] == [[["s3:GetObject"], ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"]]]
    error_message = "layers of images cannot be pulled, or more than layers"
  }
  assert {
    condition     = [for statement in jsondecode(output.policies["sts"]).Statement : statement.Resource if statement.Sid == "TakeRolesOn"] == [["arn:aws:iam::111122223333:role/*"]]
    error_message = "pods cannot take their roles on, or take on roles of other accounts"
  }
  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.policy != null]) && alltrue([for endpoint in aws_vpc_endpoint.gateway : endpoint.policy != null])
    error_message = "an endpoint has AWS's own policy, which allows everything"
  }
}

run "an_account_that_is_trusted" {
  variables {
    trusted_accounts = ["444455556666"]
    interfaces       = ["cassandra-streams", "kms"]
  }
  assert {
    condition     = toset(jsondecode(output.policies["s3"]).Statement[0].Condition.StringEquals["aws:ResourceAccount"]) == toset(["111122223333", "444455556666"])
    error_message = "the bucket of a trusted account is out of reach"
  }
  assert {
    condition     = contains(jsondecode(output.streams_policy).Statement[0].Resource, "arn:aws:cassandra:eu-west-1:444455556666:/keyspace/*")
    error_message = "the table of a trusted account is out of reach"
  }
  assert {
    condition     = jsondecode(output.policies["kms"]).Statement[0].Condition.StringEquals == { "aws:PrincipalAccount" = "111122223333" }
    error_message = "an endpoint of another service is open, or closed"
  }
}

run "as_in_the_first_version" {
  variables {
    restrict = false
  }
  assert {
    condition     = alltrue([for service, policy in output.policies : service == "cassandra-streams" ? !strcontains(policy, "Condition") : policy == null])
    error_message = "there is no way to leave the endpoints of a VPC as they were"
  }
}

run "a_group_for_pods" {
  variables {
    create_pod_group = true
  }
  assert {
    condition     = toset(keys(aws_vpc_security_group_egress_rule.pods)) == toset(["endpoints", "s3", "dynamodb", "dns-tcp", "dns-udp"])
    error_message = "pods reach more than the endpoints and names, or less"
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_egress_rule.pods : rule.cidr_ipv4 == null && contains([443, 53], rule.from_port)])
    error_message = "pods reach addresses outside"
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_pods[0].from_port == 443 && aws_vpc_security_group_ingress_rule.pods[0].from_port == 9464
    error_message = "the endpoints do not let the pods in, or the kubelet does not reach them"
  }
}

run "no_group_unless_it_is_said" {
  assert {
    condition     = output.pod_group_id == null && length(aws_vpc_security_group_egress_rule.pods) == 0
    error_message = "a group that nobody asked for"
  }
}
