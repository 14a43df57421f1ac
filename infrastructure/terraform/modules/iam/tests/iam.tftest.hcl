# What may be done is compared with the operator's own list by tests/Infrastructure.Tests; here: to whom it is given.
mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/made" }
  }
}

variables {
  name                  = "cdc"
  account_id            = "111122223333"
  region                = "eu-west-1"
  cluster_name          = "platform"
  oidc_provider_arn     = "arn:aws:iam::111122223333:oidc-provider/oidc.example/id/1"
  oidc_issuer           = "oidc.example/id/1"
  operator              = { namespace = "system", service_account = "operator" }
  agent                 = null
  log_group_arn         = "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/keyspaces-streamer"
  metrics_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/containerinsights/platform/prometheus"
  streams = {
    # What runs with streams of their own change of it, they say.
    a-name-that-is-as-long-as-kubernetes-takes-of-a-stream = {
      name                    = "a", namespace = "streams", service_account = "a-stream", region = "eu-west-1", keyspace = "k", table = "t"
      finds_stream_by         = "table", bucket = "b", bucket_region = "eu-west-1", prefix = "", object_tags = false, kms_key_arn = null
      key_template            = "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json", allow_shared_prefix = false, earlier_folders = false
      checkpoint_table        = "keyspaces-streamer-k-t", checkpoint_region = "eu-west-1"
      create_checkpoint_table = true, delete_checkpoint_table = false
    }
  }
}

run "roles" {
  assert {
    condition     = alltrue([for role in aws_iam_role.stream : length(role.name) <= 64 && startswith(role.name, "cdc-stream-a-name")])
    error_message = "IAM takes names of 64 letters"
  }
  assert {
    condition     = jsondecode(aws_iam_role.pod_execution[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:eks:eu-west-1:111122223333:fargateprofile/platform/*"
    error_message = "Fargate profiles of other clusters may take the role on"
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.pod_logs[0].policy, "CreateLogGroup")
    error_message = "the log router may make groups without a retention"
  }
  assert {
    condition     = length(aws_iam_role.agent) == 0
    error_message = "a role for an agent that is not there"
  }
}

run "an_agent" {
  variables {
    agent = { namespace = "amazon-cloudwatch", service_account = "cloudwatch-agent" }
  }
  assert {
    condition     = jsondecode(aws_iam_role.agent[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.example/id/1:sub"] == "system:serviceaccount:amazon-cloudwatch:cloudwatch-agent"
    error_message = "another ServiceAccount may take the agent's role on"
  }
}

run "refuses_a_prefix_that_covers_another" {
  command = plan
  variables {
    streams = {
      a = merge(one(values(var.streams)), { prefix = "team1", key_template = "{yyyy}/{sequenceNumber}.json" })
      b = merge(one(values(var.streams)), { prefix = "team10/" })
    }
  }
  expect_failures = [aws_iam_role_policy.stream]
}

run "refuses_a_folder_inside_another" {
  command = plan
  variables {
    streams = {
      a = merge(one(values(var.streams)), { prefix = "cdc/", key_template = "{yyyy}/{sequenceNumber}.json" })
      b = merge(one(values(var.streams)), { prefix = "cdc/", table = "u" })
    }
  }
  expect_failures = [aws_iam_role_policy.stream]
}

run "refuses_two_streams_in_one_folder" {
  command = plan
  variables {
    streams = {
      a = merge(one(values(var.streams)), {})
      b = merge(one(values(var.streams)), { name = "b" })
    }
  }
  expect_failures = [aws_iam_role_policy.stream]
}

run "refuses_a_whole_bucket" {
  command = plan
  variables {
    streams = {
      a = merge(one(values(var.streams)), { key_template = "{yyyy}/{sequenceNumber}.json" })
    }
  }
  expect_failures = [aws_iam_role_policy.stream]
}

run "takes_a_whole_bucket_that_is_meant" {
  command = plan
  variables {
    streams = {
      a = merge(one(values(var.streams)), { key_template = "{yyyy}/{sequenceNumber}.json", allow_shared_prefix = true })
      b = merge(one(values(var.streams)), { table = "u" })
    }
  }
  assert {
    condition     = local.objects == { a = "arn:aws:s3:::b/*", b = "arn:aws:s3:::b/k/u/*" }
    error_message = "other objects than the streams write"
  }
}
