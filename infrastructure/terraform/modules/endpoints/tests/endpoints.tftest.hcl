mock_provider "aws" {}

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
