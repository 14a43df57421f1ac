#!/usr/bin/env bash
# AWS on this machine: emulator, moto and dynalite behind a front with TLS, signatures, web identities and policies.
#   eng/aws-lab/run.sh start DIR [ADDRESS] [OPTION...]   starts all four, waits till they answer; options go to aws-lab serve
#   eng/aws-lab/run.sh stop|status DIR
#   eng/aws-lab/run.sh bucket DIR NAME                   makes a bucket, and a name for it
#   eng/aws-lab/run.sh role DIR NAME NAMESPACE ACCOUNT POLICY_FILE...   a role that a ServiceAccount may take on; a file may be
#                                                        what streamer-operator iam printed, whose trust policy then counts
#   eng/aws-lab/run.sh token DIR NAMESPACE ACCOUNT [OPTION...]          a web identity; options go to aws-lab token
#   eng/aws-lab/run.sh inside DIR COMMAND...             runs a command for which the names of AWS lead to the lab (root)
# ADDRESS is 127.0.77.1 by default; the front takes its port 443. DIR/lab.env can be sourced. Logs: DIR/*.log.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

CONFIGURATION=${CONFIGURATION:-Release}
BIN=$HERE/../../artifacts/bin
EMULATOR=$BIN/StreamsEmulator/${CONFIGURATION,,}/streams-emulator
LAB=$BIN/AwsLab/${CONFIGURATION,,}/aws-lab
REGION=us-east-1
ACCOUNT=111122223333
ISSUER=https://oidc.eks.$REGION.amazonaws.com/id/AWSLAB
USAGE='usage: run.sh start|stop|status|bucket|role|token|inside DIR ...; the head of the script says more'

main() {
  [ $# -ge 2 ] || die "$USAGE"
  local verb=$1 folder=$2
  shift 2
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  case $verb in
    start) start "$folder" "$@" ;;
    stop) stop "$folder" ;;
    status) status "$folder" ;;
    bucket) bucket "$folder" "$@" ;;
    role) role "$folder" "$@" ;;
    token) token "$folder" "$@" ;;
    inside) inside "$folder" "$@" ;;
    *) die "$USAGE" ;;
  esac
}

start() {
  local folder=$1 address=127.0.77.1
  shift
  if [ $# -gt 0 ] && [[ $1 != -* ]]; then
    address=$1
    shift
  fi
  for program in "$EMULATOR" "$LAB"; do
    [ -x "$program" ] || die "$program is missing; run: dotnet build src/StreamsEmulator -c $CONFIGURATION, and tests/AwsLab"
  done
  if is_running "$folder/front.pid"; then die "the lab of $folder runs already; stop it first"; fi
  trap 'stop "$folder"' ERR INT TERM
  "$HERE/../servers/run.sh" start "$folder" >/dev/null
  rm -f "$folder/emulator.port" "$folder/ready"
  launch "$folder" emulator "$EMULATOR" serve --port 0 --port-file "$folder/emulator.port" --region $REGION --account $ACCOUNT
  wait_for "$folder" emulator "$folder/emulator.port"
  # shellcheck disable=SC1091  # written by eng/servers/run.sh
  . "$folder/servers.env"
  "$LAB" jwks --key "$folder/issuer.pem" >"$folder/jwks.json"
  launch "$folder" front "$LAB" serve --folder "$folder" --address "$address" --region $REGION --account $ACCOUNT \
    --streams "http://127.0.0.1:$(cat "$folder/emulator.port")" --s3 "$S3_ENDPOINT" --dynamodb "$DYNAMODB_ENDPOINT" \
    --issuer "$ISSUER" --jwks "$folder/jwks.json" "$@"
  wait_for "$folder" front "$folder/ready"
  trap - ERR INT TERM
  cat >"$folder/lab.env" <<ENV
LAB_ADDRESS=$address
LAB_PORT=$(cat "$folder/ready")
LAB_CA=$folder/ca.crt
LAB_ISSUER=$ISSUER
LAB_ACCOUNT=$ACCOUNT
LAB_REGION=$REGION
EMULATOR_ENDPOINT=http://127.0.0.1:$(cat "$folder/emulator.port")
S3_ENDPOINT=$S3_ENDPOINT
DYNAMODB_ENDPOINT=$DYNAMODB_ENDPOINT
ENV
  write_hosts "$folder"
  cat "$folder/lab.env"
}

# launch DIR NAME COMMAND...: in a session of its own, which Ctrl-C in the caller's terminal does not reach.
launch() {
  local folder=$1 name=$2
  shift 2
  setsid "$@" </dev/null >"$folder/$name.log" 2>&1 &
  remember $! "$folder/$name.pid"
}

# wait_for DIR NAME FILE: until the process has written the file.
wait_for() {
  local deadline=$((SECONDS + PATIENCE))
  while [ $SECONDS -lt $deadline ]; do
    [ ! -f "$3" ] || return 0
    is_running "$1/$2.pid" || break
    sleep 0.1
  done
  tail -n 20 "$1/$2.log" >&2
  say "error: $2 did not start within $PATIENCE s; its log is $1/$2.log"
  return 1
}

stop() {
  kill_remembered "$1/front.pid"
  kill_remembered "$1/emulator.pid"
  "$HERE/../servers/run.sh" stop "$1"
  rm -f "$1/lab.env" "$1/ready" "$1/emulator.port"
}

status() {
  local all=0
  "$HERE/../servers/run.sh" status "$1" || all=1
  for name in emulator front; do
    if is_running "$1/$name.pid"; then echo "$name: running"; else echo "$name: not running" && all=1; fi
  done
  return $all
}

bucket() {
  [ $# = 2 ] || die "usage: run.sh bucket DIR NAME"
  load "$1"
  ensure_command curl curl
  curl --noproxy '*' -fsS -o /dev/null -X PUT -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request' "$S3_ENDPOINT/$2"
  echo "$2" >>"$1/buckets"
  write_hosts "$1"
}

role() {
  [ $# -ge 5 ] || die "usage: run.sh role DIR NAME NAMESPACE ACCOUNT POLICY_FILE..."
  local folder=$1 name=$2 namespace=$3 account=$4
  shift 4
  mkdir -p "$folder/roles"
  /usr/bin/python3 -s - "$ISSUER" "$ACCOUNT" "$namespace" "$account" "$@" >"$folder/roles/$name.new" <<'PYTHON'
import json, sys
issuer, owner, namespace, account, *policies = sys.argv[1:]
provider = issuer.removeprefix("https://")
trust = {"Version": "2012-10-17", "Statement": [{
    "Sid": "AssumeByServiceAccount", "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
    "Principal": {"Federated": f"arn:aws:iam::{owner}:oidc-provider/{provider}"},
    "Condition": {"StringEquals": {f"{provider}:aud": "sts.amazonaws.com", f"{provider}:sub": f"system:serviceaccount:{namespace}:{account}"}}}]}
documents = [json.load(open(policy)) for policy in policies]
for document in documents:
    trust = document.get("trustPolicy", trust)
print(json.dumps({"trust": trust, "policies": [document.get("policy", document) for document in documents]}, indent=2))
PYTHON
  mv "$folder/roles/$name.new" "$folder/roles/$name.json"
  echo "arn:aws:iam::$ACCOUNT:role/$name"
}

token() {
  [ $# -ge 3 ] || die "usage: run.sh token DIR NAMESPACE ACCOUNT [OPTION...]"
  local folder=$1 subject=system:serviceaccount:$2:$3
  shift 3
  "$LAB" token --key "$folder/issuer.pem" --issuer "$ISSUER" --subject "$subject" "$@"
}

# In a mount namespace of its own, where another file lies over the hosts file. The command keeps the process id.
inside() {
  [ $# -ge 2 ] || die "usage: run.sh inside DIR COMMAND..."
  [ "$(id -u)" = 0 ] || die "only root can put another hosts file in place"
  ensure_command unshare util-linux
  local folder=$1
  shift
  load "$folder"
  # shellcheck disable=SC2016  # the arguments are expanded by the inner shell
  exec env -u http_proxy -u https_proxy -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u all_proxy \
    SSL_CERT_FILE="$LAB_CA" AWS_CA_BUNDLE="$LAB_CA" AWS_REGION="$LAB_REGION" \
    unshare --mount --propagation private bash -c 'mount --bind "$1" /etc/hosts && shift && exec "$@"' inside "$folder/hosts" "$@"
}

load() {
  [ -f "$1/lab.env" ] || die "no lab runs in $1; start it first"
  # shellcheck disable=SC1091  # written by start
  . "$1/lab.env"
}

# Written in place: a file that is mounted over another one shows what is written into it, not what replaces it.
write_hosts() {
  local names=()
  # shellcheck disable=SC1091  # written by start
  . "$1/lab.env"
  if [ -f "$1/buckets" ]; then mapfile -t names < <(sed 's/^/--bucket=/' "$1/buckets"); fi
  {
    echo "127.0.0.1 localhost"
    "$LAB" names --region $REGION --account $ACCOUNT "${names[@]}" | sed "s/^/$LAB_ADDRESS /"
  } >"$1/hosts"
}

main "$@"
