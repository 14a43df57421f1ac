# Functions shared by the scripts of this folder. Sourced, never executed.
# shellcheck shell=bash

TERRAFORM_FOLDER=infrastructure/terraform
ARTIFACTS=${DEPLOY_ARTIFACTS:-artifacts/deploy}
RELEASE=keyspaces-streamer
export ARTIFACTS RELEASE
MISSING=()

step() { say "== $*"; }

# run COMMAND...: runs what changes something; a dry run only says what it would run.
run() {
  if [ "$DRY_RUN" = 1 ]; then
    printf 'would run:'
    printf ' %q' "$@"
    printf '\n'
    return 0
  fi
  "$@"
}

missing() { MISSING+=("$*"); }

require_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing "the program $tool: install it and put it on PATH"
  done
}

# Everything that is missing is in one list.
stop_when_missing() {
  local line
  if [ ${#MISSING[@]} = 0 ]; then return 0; fi
  say "error: this is missing:"
  for line in "${MISSING[@]}"; do say "  - $line"; done
  exit 1
}

# Sets ACCOUNT, CALLER and REGION from the credentials and settings that the AWS CLI finds.
find_account() {
  local identity
  if ! command -v aws >/dev/null; then return 0; fi
  REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}
  [ -n "$REGION" ] || missing "the region: set AWS_REGION, or run aws configure set region REGION"
  if identity=$(aws sts get-caller-identity --query '[Account,Arn]' --output text 2>&1); then
    read -r ACCOUNT CALLER <<<"$identity"
    export ACCOUNT CALLER
  else
    missing "credentials of AWS: aws sts get-caller-identity says: $identity"
  fi
}

# The settings may not speak of another region than the credentials' one.
same_region() {
  local written
  if [ ! -f "$1" ]; then return 0; fi
  written=$(sed -n 's/^region *= *"\([^"]*\)".*/\1/p' "$1" | head -n 1)
  if [ -n "$written" ] && [ -n "${REGION:-}" ] && [ "$written" != "$REGION" ]; then
    missing "one region: $1 says $written, the AWS CLI says $REGION; set AWS_REGION=$written, or write the other"
  fi
}

# may WHY COMMAND...: a reading call that stands for the permissions of its service.
may() {
  local why=$1 answer
  shift
  if [ -z "${REGION:-}" ] || [ -z "${ACCOUNT:-}" ]; then return 0; fi
  answer=$("$@" 2>&1 >/dev/null) && return 0
  case $answer in
    *AccessDenied* | *UnauthorizedOperation* | *"not authorized"*) missing "a permission to $why: $*" ;;
    *) missing "an answer to $*: $(head -n 1 <<<"$answer")" ;;
  esac
}

# ask QUESTION: goes on with yes, ends otherwise. --yes answers for machines.
ask() {
  local answer=''
  if [ "$DRY_RUN" = 1 ] || [ "$YES" = 1 ]; then return 0; fi
  printf '%s [yes/no] ' "$1" >&2
  read -r answer || true
  if [ "$answer" != yes ]; then
    say "Nothing was changed."
    exit 3
  fi
}

tf() { terraform -chdir="$TERRAFORM_FOLDER" "$@"; }

tf_output() { tf output -raw "$1" 2>/dev/null; }

# json EXPRESSION: a value of the JSON on standard input; python3 is there wherever the AWS CLI is.
json() { python3 -c 'import json,sys; document = json.load(sys.stdin); '"$1"; }

suffix_of() { printf '%s' "$1/$2/$3" | sha1sum | cut -c 1-8; }
