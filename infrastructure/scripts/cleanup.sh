#!/usr/bin/env bash
# Takes away what deploy.sh made: streams, chart, and what Terraform manages. Buckets, lease tables and images with data stay
# unless you say --delete-data.
# Usage: infrastructure/scripts/cleanup.sh [--dry-run] [--yes] [--var-file FILE] [--delete-data]
#   --delete-data    empties and deletes the bucket, the lease tables and the images too; asks for the bucket's name, --yes answers it
# Exit codes: 0 done, 1 something is missing or failed, 2 command line, 3 the answer was no.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=eng/lib.sh
. eng/lib.sh
# shellcheck source=infrastructure/scripts/lib.sh
. infrastructure/scripts/lib.sh

# All modules but those that hold data, storage and registry: these stay, and stay known to Terraform for the next deployment.
WITHOUT_DATA=(module.endpoints module.cluster module.iam module.observability module.network)

main() {
  DRY_RUN=0 YES=0 DELETE_DATA=0 BACKEND=() VAR_FILE=$TERRAFORM_FOLDER/terraform.tfvars
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) DRY_RUN=1 ;;
      --yes) YES=1 ;;
      --delete-data) DELETE_DATA=1 ;;
      --var-file) { [ $# -ge 2 ] || usage; } && VAR_FILE=$2 && shift ;;
      --backend-config) { [ $# -ge 2 ] || usage; } && BACKEND=("-backend-config=$(realpath "$2")") && shift ;;
      *) usage ;;
    esac
    shift
  done
  mkdir -p "$ARTIFACTS"
  KUBECONFIG=$(realpath "$ARTIFACTS")/kubeconfig
  export KUBECONFIG

  step "preflight" && preflight
  step "question" && question
  step "chart" && remove_release
  step "terraform" && destroy
  if [ "$DRY_RUN" = 1 ]; then say "dry run: nothing was changed"; else say "cleanup: done in $ACCOUNT, $REGION"; fi
}

usage() {
  say "usage: cleanup.sh [--dry-run] [--yes] [--var-file FILE] [--backend-config FILE] [--delete-data]"
  exit 2
}

preflight() {
  require_tools aws terraform kubectl helm python3
  [ -f "$VAR_FILE" ] || missing "the settings $VAR_FILE that deploy.sh was run with"
  find_account
  same_region "$VAR_FILE"
  stop_when_missing
  tf init -input=false "${BACKEND[@]}" >&2
  BUCKET=$(tf_output bucket || true)
  CLUSTER=$(tf_output cluster_name || true)
  LEASE_TABLES=$( (tf output -json operator_lease_tables 2>/dev/null || echo '{}') | json 'print("\n".join(" ".join(pair) for pair in document.items()))')
  NAMESPACE=$(tf_output operator_namespace || echo keyspaces-streamer-system)
}

question() {
  local answer=''
  if [ "$DELETE_DATA" = 0 ]; then
    ask "Take away all streams of the cluster, the operator and the infrastructure in account $ACCOUNT, $REGION? Bucket ${BUCKET:-(none)}, lease tables and images stay."
    return
  fi
  if [ "$DRY_RUN" = 1 ] || [ "$YES" = 1 ]; then return; fi
  say "This deletes the bucket ${BUCKET:-(none)} with all objects, the lease tables and the images in account $ACCOUNT, $REGION."
  printf 'Write the name of the bucket to go on: ' >&2
  read -r answer || true
  if [ -z "$answer" ] || [ "$answer" != "$BUCKET" ]; then
    say "Nothing was changed."
    exit 3
  fi
}

# Streams go first, while the operator is there to end their pods. A cluster that is gone needs none of it.
remove_release() {
  local known=unknown
  if [ -z "$CLUSTER" ] || ! aws eks describe-cluster --region "$REGION" --name "$CLUSTER" >/dev/null 2>&1; then
    say "chart: there is no cluster"
    return
  fi
  run aws eks update-kubeconfig --region "$REGION" --name "$CLUSTER" --kubeconfig "$KUBECONFIG"
  if [ "$DRY_RUN" = 0 ]; then
    known=$(kubectl get crd keyspacescdcstreams.keyspaces-streamer.dev --ignore-not-found --output name) || die "the cluster $CLUSTER does not answer"
  fi
  if [ -n "$known" ]; then run kubectl delete keyspacescdcstreams --all --all-namespaces --ignore-not-found --timeout 10m; fi
  run helm uninstall "$RELEASE" --namespace "$NAMESPACE" --ignore-not-found --wait
}

destroy() {
  local module options=(-input=false -auto-approve "-var-file=$(realpath "$VAR_FILE")" -var "region=$REGION" -var "account_id=$ACCOUNT")
  if [ "$DELETE_DATA" = 1 ]; then
    options+=(-var delete_data=true)
    # What holds data refuses to be deleted until it is told otherwise. A bucket that was brought is not Terraform's, and stays.
    if tf state list 2>/dev/null | grep -qE '^module\.(storage|registry)\.'; then
      run terraform -chdir="$TERRAFORM_FOLDER" apply "${options[@]}" -target=module.storage -target=module.registry
    fi
    delete_lease_tables
  else
    for module in "${WITHOUT_DATA[@]}"; do options+=("-target=$module"); done
  fi
  run terraform -chdir="$TERRAFORM_FOLDER" destroy "${options[@]}"
}

# Those that the operator made, and that their streams left behind.
delete_lease_tables() {
  local table region protected
  while read -r table region; do
    if [ -z "$table" ]; then continue; fi
    if protected=$(aws dynamodb describe-table --region "$region" --table-name "$table" --query Table.DeletionProtectionEnabled --output text 2>/dev/null </dev/null); then
      if [ "$protected" = True ]; then
        run aws dynamodb update-table --region "$region" --table-name "$table" --no-deletion-protection-enabled </dev/null
        run aws dynamodb wait table-exists --region "$region" --table-name "$table" </dev/null
      fi
      run aws dynamodb delete-table --region "$region" --table-name "$table" </dev/null
    fi
  done <<<"$LEASE_TABLES"
}

main "$@"
