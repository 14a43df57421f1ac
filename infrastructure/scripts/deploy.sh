#!/usr/bin/env bash
# Brings keyspaces-streamer into an AWS account: Terraform, images, chart, streams, and a smoke test. Safe to run twice.
# Usage: infrastructure/scripts/deploy.sh [--dry-run] [--yes] [--var-file FILE] [--tag TAG] [--skip-images] [--skip-streams] [--skip-watching]
#   --dry-run        shows the plan and what would be run; changes nothing
#   --yes            asks no question, for CI
#   --var-file FILE  default infrastructure/terraform/terraform.tfvars
#   --backend-config FILE   passed to terraform init, for a state that several people share
#   --skip-watching  leaves out the routing of logs and the CloudWatch agent: where a cluster has its own
#   --tag TAG        tag of the images; default the version in Directory.Build.props
# Account and region come from the AWS CLI: credentials of the environment, AWS_REGION or `aws configure get region`.
# Exit codes: 0 done, 1 something is missing or failed, 2 command line, 3 the answer was no.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=eng/lib.sh
. eng/lib.sh
# shellcheck source=infrastructure/scripts/lib.sh
. infrastructure/scripts/lib.sh

main() {
  DRY_RUN=0 YES=0 TAG='' IMAGES=1 STREAMS=1 WATCHING=1 BACKEND=() VAR_FILE=$TERRAFORM_FOLDER/terraform.tfvars
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) DRY_RUN=1 ;;
      --yes) YES=1 ;;
      --skip-images) IMAGES=0 ;;
      --skip-streams) STREAMS=0 ;;
      --skip-watching) WATCHING=0 ;;
      --var-file) value_of "$@" && VAR_FILE=$2 && shift ;;
      --backend-config) value_of "$@" && BACKEND=("-backend-config=$(realpath "$2")") && shift ;;
      --tag) value_of "$@" && TAG=$2 && shift ;;
      *) usage ;;
    esac
    shift
  done
  [ -n "$TAG" ] || TAG=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
  mkdir -p "$ARTIFACTS"
  PLAN=$(realpath "$ARTIFACTS")/plan.tfplan
  KUBECONFIG=$(realpath "$ARTIFACTS")/kubeconfig
  export KUBECONFIG

  step "preflight" && preflight
  step "terraform" && provision
  if [ "$IMAGES" = 1 ]; then step "images" && publish_images; fi
  step "cluster" && reach_cluster
  if [ "$WATCHING" = 1 ]; then step "logs and metrics" && install_watching; fi
  step "chart" && install_chart
  if [ "$STREAMS" = 1 ]; then step "streams" && apply_streams; fi
  step "smoke test" && smoke_test
  if [ "$DRY_RUN" = 1 ]; then say "dry run: nothing was changed"; else say "deploy: done in $ACCOUNT, $REGION"; fi
}

usage() {
  say "usage: deploy.sh [--dry-run] [--yes] [--var-file FILE] [--backend-config FILE] [--tag TAG] [--skip-images] [--skip-streams] [--skip-watching]"
  exit 2
}

value_of() { [ $# -ge 2 ] || usage; }

preflight() {
  require_tools aws terraform kubectl helm git python3
  if [ "$IMAGES" = 1 ]; then require_tools dotnet; fi
  [ -f "$VAR_FILE" ] || missing "the settings $VAR_FILE: infrastructure/scripts/populate-config.sh writes them, or copy terraform.tfvars.example"
  find_account
  same_region "$VAR_FILE"
  if command -v aws >/dev/null; then check_permissions; fi
  stop_when_missing
  say "account $ACCOUNT, region $REGION, as $CALLER"
}

# One reading call for each service; whether all of the changes are allowed shows only when they are made.
check_permissions() {
  may "see clusters" aws eks list-clusters --region "${REGION:-}" --max-items 1
  may "see roles" aws iam list-roles --max-items 1
  may "see buckets" aws s3api list-buckets
  may "see lease tables" aws dynamodb list-tables --region "${REGION:-}" --max-items 1
  may "see tables of Keyspaces" aws keyspaces list-keyspaces --region "${REGION:-}" --max-items 1
  may "see networks" aws ec2 describe-vpcs --region "${REGION:-}" --max-items 1
  may "see repositories" aws ecr describe-repositories --region "${REGION:-}" --max-items 1
  may "see log groups" aws logs describe-log-groups --region "${REGION:-}" --max-items 1
}

provision() {
  local code=0
  tf init -input=false "${BACKEND[@]}" >&2
  tf plan -input=false -detailed-exitcode -out="$PLAN" -var-file="$(realpath "$VAR_FILE")" -var "region=$REGION" -var "account_id=$ACCOUNT" >&2 || code=$?
  case $code in
    0) say "terraform: nothing to change" ;;
    2)
      ask "Apply this plan to account $ACCOUNT, $REGION?"
      run terraform -chdir="$TERRAFORM_FOLDER" apply -input=false "$PLAN"
      ;;
    *) die "terraform plan failed, see above" ;;
  esac
}

publish_images() {
  local registry
  registry=$(output_or registry "$ACCOUNT.dkr.ecr.$REGION.amazonaws.com")
  if have_images; then
    say "images: $registry has both with the tag $TAG"
    return
  fi
  if [ "$DRY_RUN" = 0 ]; then
    REGISTRY_USER=AWS REGISTRY_PASSWORD=$(aws ecr get-login-password --region "$REGION")
    export REGISTRY_USER REGISTRY_PASSWORD
  fi
  run "${PUBLISH_IMAGES:-eng/images/publish.sh}" --registry "$registry" --tag "$TAG"
}

# Tags are immutable: an image that is there stays, and pushing it again would be refused.
have_images() {
  local name
  for name in operator streampod; do
    aws ecr describe-images --region "$REGION" --repository-name "keyspaces-streamer/$name" --image-ids "imageTag=$TAG" >/dev/null 2>&1 || return 1
  done
}

# What Terraform says, or in a dry run before the first apply what it would say.
output_or() { tf_output "$1" || { [ "$DRY_RUN" = 1 ] && echo "$2"; } || die "terraform has no output $1: was it applied?"; }

reach_cluster() {
  CLUSTER=$(output_or cluster_name CLUSTER)
  NAMESPACE=$(output_or operator_namespace keyspaces-streamer-system)
  run aws eks update-kubeconfig --region "$REGION" --name "$CLUSTER" --kubeconfig "$KUBECONFIG"
}

# Before the pods: Fargate reads where their logs go when they start. The manifests are those of the tree with this
# installation's names in them; a log router that others have set up stays as it is.
install_watching() {
  local folder="$ARTIFACTS/watching" role
  rm -rf "$folder"
  mkdir -p "$folder"
  cp -r infrastructure/logging infrastructure/observability/cloudwatch-agent "$folder"
  role=$(output_or agent_role_arn ROLE)
  sed -i -e "s|us-east-1|$REGION|" -e "s|keyspaces-streamer-system|$NAMESPACE|" "$folder"/logging/*.yaml "$folder"/cloudwatch-agent/*
  sed -i -e "s|arn:aws:iam::[0-9]*:role/[a-z-]*|$role|" "$folder/cloudwatch-agent/service_account.yaml"
  sed -i -e "s|\"cluster_name\": \"[^\"]*\"|\"cluster_name\": \"$CLUSTER\"|" -e "s|/aws/containerinsights/[^/]*/|/aws/containerinsights/$CLUSTER/|" "$folder/cloudwatch-agent/cwagentconfig.json"
  if [ "$DRY_RUN" = 0 ] && kubectl --namespace aws-observability get configmap aws-logging --output name 2>/dev/null | grep -q . && ! is_our_logging; then
    say "logs: the cluster has an aws-logging of its own, which stays; docs/logs.md has what to add to it"
  else
    run kubectl apply --server-side -f "$folder/logging/aws-logging.yaml"
  fi
  run kubectl apply --server-side -k "$folder/cloudwatch-agent"
}

is_our_logging() { kubectl --namespace aws-observability get configmap aws-logging --output 'jsonpath={.data.output\.conf}' | grep -q /ecs/keyspaces-streamer; }

install_chart() {
  local values="$ARTIFACTS/values.json"
  if ! tf output -json chart_values >"$values" 2>/dev/null; then
    [ "$DRY_RUN" = 1 ] || die "terraform has no output chart_values: was it applied?"
  fi
  # Helm leaves definitions alone on an upgrade where they are not part of the release; here they come first.
  run kubectl apply --server-side --force-conflicts -f charts/keyspaces-streamer/crds.yaml
  run helm upgrade --install "$RELEASE" charts/keyspaces-streamer --namespace "$NAMESPACE" --create-namespace \
    --values "$values" --set-string "image.tag=$TAG" --set-string "streamImage.tag=$TAG" --set crds.install=false --wait --timeout 15m
}

apply_streams() {
  local namespaces="$ARTIFACTS/namespaces.json" streams="$ARTIFACTS/streams.json"
  if ! tf output -json >"$ARTIFACTS/outputs.json" 2>/dev/null || ! grep -q stream_manifests "$ARTIFACTS/outputs.json"; then
    [ "$DRY_RUN" = 1 ] || die "terraform has no output stream_manifests: was it applied?"
    say "streams: known after the first apply"
    return
  fi
  json 'print(json.dumps({"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in document["stream_namespaces"]["value"]]}))' \
    <"$ARTIFACTS/outputs.json" >"$namespaces"
  json 'print(json.dumps({"apiVersion": "v1", "kind": "List", "items": list(document["stream_manifests"]["value"].values())}))' \
    <"$ARTIFACTS/outputs.json" >"$streams"
  run kubectl apply --server-side -f "$namespaces"
  run kubectl apply --server-side -f "$streams"
}

smoke_test() {
  run kubectl --namespace "$NAMESPACE" rollout status "deployment/$RELEASE-operator" --timeout 10m
  run helm test "$RELEASE" --namespace "$NAMESPACE" --timeout 10m
}

main "$@"
