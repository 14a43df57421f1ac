mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = { identity = [{ oidc = [{ issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" }] }] }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/made" }
  }
}

variables {
  name                   = "cdc"
  subnet_ids             = ["subnet-1", "subnet-2"]
  pod_execution_role_arn = "arn:aws:iam::111122223333:role/pods"
  profiles               = { system = [{ namespace = "system" }, { namespace = "kube-system", labels = { k8s-app = "kube-dns" } }] }
}

run "made" {
  assert {
    condition     = output.oidc_issuer == "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" && join(",", aws_iam_openid_connect_provider.this[0].client_id_list) == "sts.amazonaws.com"
    error_message = "ServiceAccounts are not trusted"
  }
  assert {
    condition     = jsondecode(aws_eks_addon.coredns[0].configuration_values).computeType == "Fargate"
    error_message = "CoreDNS waits for a node"
  }
  assert {
    condition     = length(aws_eks_fargate_profile.this["system"].selector) == 2
    error_message = "a selector is missing"
  }
  assert {
    condition     = !aws_eks_cluster.this[0].vpc_config[0].endpoint_public_access && aws_eks_cluster.this[0].vpc_config[0].endpoint_private_access
    error_message = "the API server is open though nobody was named"
  }
}

run "open_for_some" {
  variables {
    public_access_cidrs = ["198.51.100.0/24"]
  }
  assert {
    condition     = aws_eks_cluster.this[0].vpc_config[0].endpoint_public_access && aws_eks_cluster.this[0].vpc_config[0].public_access_cidrs == toset(["198.51.100.0/24"])
    error_message = "the API server is closed, or open for all"
  }
}

run "refuses_six_selectors" {
  command = plan
  variables {
    profiles = { many = [for number in range(6) : { namespace = "n${number}" }] }
  }
  expect_failures = [var.profiles]
}
