#!/usr/bin/env bash
# Writes Terraform's settings and the manifests of streams from what the account has: every table of Keyspaces with CDC on.
# Usage: infrastructure/scripts/populate-config.sh [--dry-run] [--force] [--environment NAME] [--namespace NAME] [--output FILE] [--manifests FOLDER]
#   --dry-run    prints what would be written
#   --force      writes over files that are there and differ
# Reads only: aws keyspaces list-keyspaces, list-tables, get-table; they need cassandra:Select on the keyspaces, and on /keyspace/system* too.
# Exit codes: 0 done, 1 something is missing or failed, 2 command line, 3 a file is there and differs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=eng/lib.sh
. eng/lib.sh
# shellcheck source=infrastructure/scripts/lib.sh
. infrastructure/scripts/lib.sh

main() {
  DRY_RUN=0 FORCE=0 ENVIRONMENT='' NAMESPACE=keyspaces-streams OUTPUT=$TERRAFORM_FOLDER/terraform.tfvars MANIFESTS=$ARTIFACTS/streams
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) DRY_RUN=1 ;;
      --force) FORCE=1 ;;
      --environment) { [ $# -ge 2 ] || usage; } && ENVIRONMENT=$2 && shift ;;
      --namespace) { [ $# -ge 2 ] || usage; } && NAMESPACE=$2 && shift ;;
      --output) { [ $# -ge 2 ] || usage; } && OUTPUT=$2 && shift ;;
      --manifests) { [ $# -ge 2 ] || usage; } && MANIFESTS=$2 && shift ;;
      *) usage ;;
    esac
    shift
  done
  require_tools aws sha1sum
  find_account
  stop_when_missing

  TABLES=$(beginning_of_lease_tables)
  FOUND=$(mktemp)
  trap 'rm -f "$FOUND"' EXIT
  find_tables >"$FOUND"
  if [ ! -s "$FOUND" ]; then say "populate-config: no table in $ACCOUNT, $REGION has CDC on"; fi
  settings | write "$OUTPUT"
  local keyspace table
  while read -r keyspace table; do
    manifest "$keyspace" "$table" | write "$MANIFESTS/$(name_of "$keyspace" "$table").yaml"
  done <"$FOUND"
}

usage() {
  say "usage: populate-config.sh [--dry-run] [--force] [--environment NAME] [--namespace NAME] [--output FILE] [--manifests FOLDER]"
  exit 2
}

# Lines of keyspace and table, in order.
find_tables() {
  local keyspace table keyspaces tables status
  keyspaces=$(aws keyspaces list-keyspaces --region "$REGION" --query 'keyspaces[].keyspaceName' --output text) || die "the keyspaces cannot be listed"
  for keyspace in $(tr '\t' '\n' <<<"$keyspaces" | grep -Ev '^system' | sort); do
    tables=$(aws keyspaces list-tables --region "$REGION" --keyspace-name "$keyspace" --query 'tables[].tableName' --output text) ||
      die "the tables of $keyspace cannot be listed"
    for table in $(tr '\t' '\n' <<<"$tables" | sort); do
      status=$(aws keyspaces get-table --region "$REGION" --keyspace-name "$keyspace" --table-name "$table" \
        --query 'cdcSpecification.status' --output text) || die "$keyspace.$table cannot be read"
      case ${status^^} in ENABLED | ENABLING) echo "$keyspace $table" ;; esac
    done
  done
}

# A name that Kubernetes takes: small letters, digits, hyphens. What was changed or cut gets a hash of the real name.
name_of() {
  local name
  name=$(tr '[:upper:]_' '[:lower:]-' <<<"$1-$2" | sed -E 's/^[^a-z]+/t-/; s/-+$//')
  if [ "${#name}" -gt 43 ] || [[ "$1$2" =~ [A-Z] ]] || [ "$(sort "$FOUND" | while read -r a b; do tr '[:upper:]_' '[:lower:]-' <<<"$a-$b"; done | grep -cFx -- "$name")" -gt 1 ]; then
    name=${name:0:43}
    name=${name%-}-$(printf '%s' "$1.$2" | sha1sum | cut -c 1-8)
  fi
  echo "$name"
}

# Streams that have begun keep their lease tables: what a file that is there says, and else what held before it could be said.
beginning_of_lease_tables() {
  local kept=''
  if [ -f "$OUTPUT" ]; then
    kept=$(sed -nE 's/^checkpoint_table_prefix *= *"([^"]*)".*/\1/p' "$OUTPUT" | head -n 1)
    if [ -z "$kept" ] && grep -qE '^streams *=' "$OUTPUT"; then kept='keyspaces-streamer'; fi
  fi
  echo "${kept:-keyspaces-streamer${ENVIRONMENT:+-$ENVIRONMENT}}"
}

settings() {
  local keyspace table
  echo "# Written by infrastructure/scripts/populate-config.sh from the tables of the account that have CDC on."
  echo "region     = \"$REGION\""
  echo "account_id = \"$ACCOUNT\""
  [ -z "$ENVIRONMENT" ] || echo "environment = \"$ENVIRONMENT\""
  if [ -n "$ENVIRONMENT" ] || [ "$TABLES" != keyspaces-streamer ]; then echo "checkpoint_table_prefix = \"$TABLES\""; fi
  echo
  echo "streams = {"
  while read -r keyspace table; do
    printf '  %s = { keyspace = "%s", table = "%s", namespace = "%s" }\n' "$(name_of "$keyspace" "$table")" "$keyspace" "$table" "$NAMESPACE"
  done <"$FOUND"
  echo "}"
}

# The same as Terraform's output stream_manifests: names follow from account, region and table.
manifest() {
  local name product=keyspaces-streamer${ENVIRONMENT:+-$ENVIRONMENT} partition=aws role
  name=$(name_of "$1" "$2")
  case $REGION in cn-*) partition=aws-cn ;; us-gov-*) partition=aws-us-gov ;; eusc-*) partition=aws-eusc ;; esac
  role=$product-stream-$name
  if [ "${#role}" -gt 64 ]; then role=${role:0:55}-$(printf '%s' "$role" | sha1sum | cut -c 1-8); fi
  cat <<YAML
apiVersion: keyspaces-streamer.dev/v1alpha1
kind: KeyspacesCdcStream
metadata:
  name: $name
  namespace: $NAMESPACE
spec:
  source:
    keyspace: "$1"
    table: "$2"
    region: $REGION
  destination:
    bucket: keyspaces-data-$(suffix_of "$ACCOUNT" "$REGION" "$product")
    region: $REGION
  checkpoint:
    table: $TABLES-$1-$2
    region: $REGION
    create: true
  pod:
    roleArn: arn:$partition:iam::$ACCOUNT:role/$role
YAML
}

# write FILE: standard input becomes the file, unless another one is there.
write() {
  local file=$1 text
  text=$(cat)
  if [ -f "$file" ] && [ "$(cat "$file")" = "$text" ]; then
    say "$file: unchanged"
    return
  fi
  if [ "$DRY_RUN" = 1 ]; then
    printf '# %s\n%s\n' "$file" "$text"
    return
  fi
  if [ -f "$file" ] && [ "$FORCE" = 0 ]; then
    say "error: $file is there and differs; --force writes over it"
    exit 3
  fi
  mkdir -p "$(dirname "$file")"
  printf '%s\n' "$text" >"$file"
  say "$file: written"
}

main "$@"
