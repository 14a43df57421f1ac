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
    condition     = toset(jsondecode(output.streams_policy).Statement[0].Action) == toset(["cassandra:ListStreams", "cassandra:GetStream", "cassandra:GetShardIterator", "cassandra:GetRecords"])
    error_message = "a call of the pods or of the operator is missing"
  }
  assert {
    condition     = aws_vpc_endpoint.interface["cassandra-streams"].policy == output.streams_policy
    error_message = "the endpoint has another policy"
  }
}
