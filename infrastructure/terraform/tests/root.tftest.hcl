# The whole with nothing but defaults, with everything brought, and what the variables refuse.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"] }
  }
  mock_data "aws_eks_cluster" {
    defaults = {
      identity   = [{ oidc = [{ issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" }] }]
      vpc_config = [{ cluster_security_group_id = "sg-1", endpoint_private_access = true, endpoint_public_access = false, public_access_cidrs = [], security_group_ids = [], subnet_ids = [], vpc_id = "vpc-1" }]
    }
  }
  mock_resource "aws_eks_cluster" {
    defaults = { identity = [{ oidc = [{ issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" }] }] }
  }
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/made" }
  }
  mock_resource "aws_vpc_endpoint" {
    defaults = { dns_entry = [{ dns_name = "vpce-1.cassandra-streams.eu-west-1.vpce.amazonaws.com", hosted_zone_id = "Z1" }] }
  }
  mock_data "aws_vpc_endpoint_service" {
    defaults = { private_dns_names = ["cassandra-streams.eu-west-1.api.aws"] }
  }
}

variables {
  region = "eu-west-1"
  streams = {
    media-content = { keyspace = "media", table = "media_content" }
  }
}

run "defaults" {
  assert {
    condition     = output.bucket == "keyspaces-data-${substr(sha1("111122223333/eu-west-1/keyspaces-streamer"), 0, 8)}"
    error_message = "the bucket's suffix does not come from account, region and name"
  }
  assert {
    condition     = output.stream_manifests["media-content"].spec.checkpoint.create && length(output.checkpoint_tables) == 0
    error_message = "the operator makes the lease tables unless told otherwise"
  }
  assert {
    condition     = strcontains(output.operator_policy, "CreateTable") && !strcontains(output.stream_policies["media-content"], "CreateTable")
    error_message = "the operator makes the lease tables, not its pods"
  }
  assert {
    condition     = length(module.network) == 1 && output.cluster_name == "keyspaces-streamer"
    error_message = "VPC and cluster are made by default"
  }
  assert {
    condition     = output.chart_values.serviceAccount.roleArn == output.operator_role_arn
    error_message = "the chart takes the operator's role"
  }
}

run "environment_is_part_of_all_names" {
  command = plan
  variables {
    environment             = "prod"
    checkpoint_table_prefix = "keyspaces-streamer-prod"
  }
  assert {
    condition     = output.cluster_name == "keyspaces-streamer-prod" && output.bucket != run.defaults.bucket
    error_message = "two environments share a name"
  }
  assert {
    condition     = output.stream_manifests["media-content"].spec.checkpoint.table != run.defaults.stream_manifests["media-content"].spec.checkpoint.table
    error_message = "two environments share a lease table"
  }
}

run "everything_brought" {
  variables {
    network = { create = false, vpc_id = "vpc-1", private_subnet_ids = ["subnet-1", "subnet-2"] }
    cluster = { create = false, name = "platform", create_oidc_provider = false, create_fargate_profiles = false, pod_execution_role_arn = "arn:aws:iam::111122223333:role/pods" }
    bucket  = { create = false, name = "archive" }
  }
  assert {
    condition     = length(module.network) == 0 && output.bucket == "archive" && output.cluster_name == "platform"
    error_message = "something was made that was brought"
  }
  assert {
    condition     = output.oidc_provider_arn == "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
    error_message = "the provider's ARN does not follow from the issuer"
  }
}

run "private_dns_of_the_streams_is_on_where_it_is_offered" {
  variables {
    endpoints = { interfaces = ["cassandra-streams"] }
  }
  assert {
    condition     = output.streams_endpoint == null
    error_message = "the service's own name leads to the endpoint"
  }
}

run "private_dns_of_the_streams_is_off_by_choice" {
  variables {
    endpoints = { interfaces = ["cassandra-streams"], streams_private_dns = false }
  }
  assert {
    condition     = output.streams_endpoint == "https://vpce-1.cassandra-streams.eu-west-1.vpce.amazonaws.com"
    error_message = "the streams need the endpoint's own name"
  }
}

run "endpoints_of_an_own_network_are_restricted" {
  assert {
    condition     = strcontains(output.endpoint_policies["s3"], "aws:PrincipalAccount") && !strcontains(output.endpoint_policies["s3"], "444455556666") && output.pod_security_group_id == null
    error_message = "in a VPC made here the endpoints are for this account alone, and no group for pods is made unless asked for"
  }
}

run "what_the_endpoints_are_told_is_handed_on" {
  variables {
    endpoints = { interfaces = ["cassandra-streams"], trusted_accounts = ["444455556666"], pod_group = true }
  }
  assert {
    condition     = toset(jsondecode(output.endpoint_policies["s3"]).Statement[0].Condition.StringEquals["aws:ResourceAccount"]) == toset(["111122223333", "444455556666"])
    error_message = "a trusted account is not let through"
  }
  assert {
    condition     = output.pod_security_group_id != null
    error_message = "the group for pods was asked for and not made"
  }
}

run "endpoints_are_not_restricted_by_choice" {
  variables {
    endpoints = { interfaces = ["cassandra-streams"], restrict = false }
  }
  assert {
    condition     = output.endpoint_policies["s3"] == null && !strcontains(output.endpoint_policies["cassandra-streams"], "aws:PrincipalAccount")
    error_message = "the endpoints are restricted although it was said that they are not"
  }
}

run "endpoints_of_a_brought_network_are_restricted_by_choice" {
  variables {
    network   = { create = false, vpc_id = "vpc-1", private_subnet_ids = ["subnet-1", "subnet-2"] }
    cluster   = { create = false, name = "platform", create_oidc_provider = false, create_fargate_profiles = false, pod_execution_role_arn = "arn:aws:iam::111122223333:role/pods" }
    endpoints = { interfaces = ["cassandra-streams"], restrict = true }
  }
  assert {
    condition     = strcontains(output.endpoint_policies["cassandra-streams"], "aws:PrincipalAccount")
    error_message = "the endpoints are open although it was said that they are not"
  }
}

run "no_stream_reaches_the_objects_of_another" {
  variables {
    streams = {
      content  = { keyspace = "media", table = "media" }
      contents = { keyspace = "media", table = "media_content" }
      copy     = { keyspace = "media", table = "media", prefix = "copy/", checkpoint_table = "copies" }
      orders   = { keyspace = "shop", table = "orders", key_template = "{table}/{yyyy}/{sequenceNumber}.json" }
      carts    = { keyspace = "shop", table = "carts", key_template = "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json" }
    }
  }
  assert {
    condition = { for key, policy in output.stream_policies : key => [for statement in jsondecode(policy).Statement : statement.Resource if statement.Sid == "WriteObjects"] } == {
      content  = ["arn:aws:s3:::${output.bucket}/media/media/*"]
      contents = ["arn:aws:s3:::${output.bucket}/media/media_content/*"]
      copy     = ["arn:aws:s3:::${output.bucket}/copy/media/media/*"]
      orders   = ["arn:aws:s3:::${output.bucket}/orders/*"]
      carts    = ["arn:aws:s3:::${output.bucket}/shop/carts/*"]
    }
    error_message = "a role is allowed more than the objects of its own stream"
  }
  assert {
    condition     = output.stream_manifests["orders"].spec.destination.keyTemplate == "{table}/{yyyy}/{sequenceNumber}.json"
    error_message = "the stream writes elsewhere than its role may"
  }
}

run "two_streams_with_defaults_are_apart" {
  variables {
    streams = {
      a = { keyspace = "media", table = "a" }
      b = { keyspace = "media", table = "ab" }
    }
  }
  assert {
    condition = alltrue(flatten([for key, policy in output.stream_policies : [for other, others in output.stream_policies : [
      for mine in flatten([for statement in jsondecode(policy).Statement : statement.Resource if statement.Effect == "Allow" && contains(statement.Action, "s3:PutObject")]) : [
        for theirs in flatten([for statement in jsondecode(others).Statement : statement.Resource if statement.Effect == "Allow" && contains(statement.Action, "s3:PutObject")]) :
        key == other || !startswith(trimsuffix(theirs, "*"), trimsuffix(mine, "*"))
    ]]]]))
    error_message = "the objects of one stream lie in what the other may reach"
  }
}

run "earlier_folders_of_one_table" {
  variables {
    streams = { media-content = { keyspace = "media", table = "media_content", prefix = "cdc/", earlier_folders = true } }
  }
  assert {
    condition = flatten([for statement in jsondecode(output.stream_policies["media-content"]).Statement : statement.Resource if statement.Sid == "FinishEarlierFolders"]) == [
      "arn:aws:s3:::${output.bucket}/cdc/_gaps/media/media_content/*", "arn:aws:s3:::${output.bucket}/cdc/_quarantine/media/media_content/*",
    ]
    error_message = "pods of an earlier version cannot finish, or reach other tables' folders"
  }
}

run "a_shared_prefix_that_is_meant" {
  variables {
    streams = {
      a = { keyspace = "media", table = "a", key_template = "{yyyy}/{table}/{sequenceNumber}.json", allow_shared_prefix = true }
      b = { keyspace = "media", table = "b", prefix = "b/" }
    }
  }
  assert {
    condition     = output.stream_manifests["a"].spec.destination.keyTemplate == "{yyyy}/{table}/{sequenceNumber}.json"
    error_message = "the stream writes elsewhere than was accepted"
  }
}

run "refuses_a_key_template_without_a_number" {
  command = plan
  variables {
    streams = { a = { keyspace = "media", table = "a", key_template = "{keyspace}/{table}.json" } }
  }
  expect_failures = [var.streams]
}

run "roles_of_streams_replace_no_objects" {
  variables {
    environment             = "prod"
    checkpoint_table_prefix = "keyspaces-streamer-prod"
  }
  assert {
    condition     = one([for statement in jsondecode(module.storage.bucket_policy).Statement : statement.Condition.ArnLike["aws:PrincipalArn"] if statement.Sid == "RefuseReplacingObjects"]) == "arn:aws:iam::111122223333:role/keyspaces-streamer-prod-stream-*"
    error_message = "the bucket's policy names other roles than those of the streams"
  }
}

run "replacing_objects_is_allowed_when_it_is_said" {
  variables {
    bucket = { create_only = false, versioning = false }
  }
  assert {
    condition     = length(jsondecode(module.storage.bucket_policy).Statement) == 1
    error_message = "there is no way back"
  }
}

run "lease_tables_by_terraform" {
  variables {
    checkpoint_tables = "terraform"
  }
  assert {
    condition     = output.checkpoint_tables == ["keyspaces-streamer-media-media_content"]
    error_message = "the lease table has another name"
  }
  assert {
    condition     = !output.stream_manifests["media-content"].spec.checkpoint.create
    error_message = "the operator would make the table too"
  }
  assert {
    condition     = !strcontains(output.operator_policy, "CreateTable") && !strcontains(output.stream_policies["media-content"], "CreateTable")
    error_message = "nobody but Terraform may make tables"
  }
}

run "lease_tables_of_an_environment" {
  variables {
    environment             = "prod"
    checkpoint_tables       = "terraform"
    checkpoint_table_prefix = "keyspaces-streamer-prod"
  }
  assert {
    condition     = output.checkpoint_tables == ["keyspaces-streamer-prod-media-media_content"]
    error_message = "the lease table of the environment has another name"
  }
  assert {
    condition     = output.stream_manifests["media-content"].spec.checkpoint.table == output.checkpoint_tables[0]
    error_message = "the stream is given another table than the one made"
  }
  assert {
    condition     = [for statement in jsondecode(output.stream_policies["media-content"]).Statement : statement.Resource if contains(flatten([statement.Action]), "dynamodb:UpdateItem")] == ["arn:aws:dynamodb:eu-west-1:111122223333:table/${output.checkpoint_tables[0]}"]
    error_message = "the role is allowed another table than the stream has"
  }
}

run "an_environment_says_whether_its_lease_tables_are_new" {
  command = plan
  variables {
    environment = "prod"
  }
  expect_failures = [var.checkpoint_table_prefix]
}

run "a_name_says_whether_its_lease_tables_are_new" {
  command = plan
  variables {
    name = "cdc"
  }
  expect_failures = [var.checkpoint_table_prefix]
}

run "lease_tables_with_names_of_their_own_need_no_prefix" {
  command = plan
  variables {
    environment = "prod"
    streams     = { media-content = { keyspace = "media", table = "media_content", checkpoint_table = "leases" } }
  }
  assert {
    condition     = output.stream_manifests["media-content"].spec.checkpoint.table == "leases"
    error_message = "the table has another name than was written"
  }
}

run "refuses_a_prefix_that_dynamodb_does_not_take" {
  command = plan
  variables {
    checkpoint_table_prefix = "a table"
  }
  expect_failures = [var.checkpoint_table_prefix]
}

run "data_stays_unless_it_is_said" {
  variables {
    checkpoint_tables = "terraform"
  }
  assert {
    condition     = !module.storage.deletes_data
    error_message = "bucket or lease tables would go with their data"
  }
}

run "data_goes_when_it_is_said" {
  variables {
    checkpoint_tables = "terraform"
    delete_data       = true
  }
  assert {
    condition     = module.storage.deletes_data
    error_message = "cleanup.sh --delete-data would be refused"
  }
}

run "no_streams" {
  variables {
    streams = {}
  }
  assert {
    condition     = length(output.stream_role_arns) == 0
    error_message = "roles without streams"
  }
}

run "refuses_a_zone_for_a_region" {
  command = plan
  variables {
    region = "eu-west-1a"
  }
  expect_failures = [var.region]
}

run "refuses_pods_that_reach_nothing" {
  command = plan
  variables {
    network   = { nat = "none" }
    endpoints = { interfaces = ["sts"] }
  }
  expect_failures = [var.endpoints]
}

run "refuses_a_vpc_without_subnets" {
  command = plan
  variables {
    network = { create = false, vpc_id = "vpc-1" }
  }
  expect_failures = [var.network]
}

run "refuses_a_cluster_without_name" {
  command = plan
  variables {
    cluster = { create = false }
  }
  expect_failures = [var.cluster]
}

run "refuses_another_maker_of_tables" {
  command = plan
  variables {
    checkpoint_tables = "nobody"
  }
  expect_failures = [var.checkpoint_tables]
}

run "refuses_a_name_that_kubernetes_does_not_take" {
  command = plan
  variables {
    streams = { media_content = { keyspace = "media", table = "media_content" } }
  }
  expect_failures = [var.streams]
}

run "refuses_an_alias_as_key" {
  command = plan
  variables {
    streams = { a = { keyspace = "media", table = "a", kms_key_arn = "alias/mine" } }
  }
  expect_failures = [var.streams]
}

run "refuses_a_directory_bucket" {
  command = plan
  variables {
    bucket = { create = false, name = "keyspaces--euw1-az1--x-s3" }
  }
  expect_failures = [var.bucket]
}

run "refuses_a_table_bucket_of_a_stream" {
  command = plan
  variables {
    streams = { media-content = { keyspace = "media", table = "media_content", bucket = "keyspaces--table-s3" } }
  }
  expect_failures = [var.streams]
}
