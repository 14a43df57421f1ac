mock_provider "aws" {}

variables {
  name               = "cdc"
  cluster_name       = "cdc"
  availability_zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

run "one_gateway" {
  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.nat) == 3 && length(output.private_subnet_ids) == 3
    error_message = "not one gateway for three subnets"
  }
  assert {
    condition     = length(distinct(concat([for subnet in aws_subnet.private : subnet.cidr_block], [for subnet in aws_subnet.public : subnet.cidr_block]))) == 6
    error_message = "subnets overlap"
  }
}

run "a_gateway_in_each_zone" {
  variables {
    nat = "per_zone"
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "a zone has no gateway"
  }
}

run "no_way_out" {
  variables {
    nat = "none"
  }
  assert {
    condition     = length(aws_nat_gateway.this) + length(aws_internet_gateway.this) + length(aws_subnet.public) + length(aws_route.nat) == 0
    error_message = "there is a way out"
  }
}

run "refuses_one_zone" {
  command = plan
  variables {
    availability_zones = ["eu-west-1a"]
  }
  expect_failures = [var.availability_zones]
}
