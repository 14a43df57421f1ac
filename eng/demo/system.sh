#!/usr/bin/env bash
# The whole system on one machine: a Kubernetes node with containers, AWS under its own names with roles and short sessions, the operator from
# its Helm chart, one resource, a stream of changes. No endpoint and no key is written anywhere. Scales, rolls out, kills, suspends and deletes, and proves after each that nothing is lost or doubled.
# Usage: eng/demo/system.sh [up|down]      default up, which ends with the system running; down leaves nothing behind
# Needs root on Debian, x86-64. Environment:
#   DEMO_FOLDER    where cluster and logs live, default keyspaces-streamer-demo in the temporary folder
#   DEMO_CHANGES   changes made during each step, default 1000
#   DEMO_RATE      changes a second, default 400
#   OUTAGES        seconds for which operator and API server are away in three more steps; default 0, which leaves them out
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/images/names.sh
. "$HERE/../images/names.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/../cluster/pieces.sh"
# shellcheck source=eng/demo/steps.sh
. "$HERE/steps.sh"
cd "$HERE/../.."

PLACE=${DEMO_FOLDER:-${TMPDIR:-/tmp}/keyspaces-streamer-demo}
CHANGES=${DEMO_CHANGES:-1000}
RATE=${DEMO_RATE:-400}
OUTAGES=${OUTAGES:-0}
BUCKET=keyspaces-data-demo
SPACE=demo
STREAM=media
SYSTEM=keyspaces-streamer-system
VERSION=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
export PYTHONPATH="$CACHE/moto/root/usr/lib/python3/dist-packages"
# shellcheck source=eng/demo/aws.sh
. "$HERE/aws.sh"

main() {
  case ${1:-up} in
    up) up ;;
    down) down ;;
    *) die "usage: system.sh [up|down]" ;;
  esac
}

up() {
  BEGAN=$SECONDS
  if [ -d "$PLACE" ]; then down; fi
  mkdir -p "$PLACE"
  use_folder "$PLACE/cluster"
  KUBECTL=("$CLUSTER_CACHE/bin/kubectl" --kubeconfig "$ADMIN" --cache-dir "$PLACE/kubectl")
  trap complain EXIT
  trap 'exit 130' INT TERM

  section "Set-up (programs are built once; later runs take them from $CACHE)"
  phase "Kubernetes" eng/cluster/install.sh node
  phase "S3, DynamoDB" eng/servers/install.sh
  phase "chart renderer" eng/helm/install.sh
  # Beside the start of the cluster, which mostly waits.
  build_programs >"$PLACE/build.log" 2>&1 </dev/null &
  local build=$!
  section "Start"
  phase "cluster" eng/cluster/start.sh "$PLACE/cluster" --node --aws
  load_settings
  phase "programs" is_built $build
  phase "images" eng/images/publish.sh --registry "localhost:$REGISTRY_PORT"
  # shellcheck source=/dev/null
  . "$IMAGES/references.env"
  start_aws
  section "Install: two roles, the chart, then one resource"
  kubectl create namespace $SPACE >/dev/null
  stream_manifest "roleArn: \"arn:aws:iam::$LAB_ACCOUNT:role/$STREAM_ROLE\"" >"$PLACE/stream.yaml"
  make_roles
  kubectl create namespace $SYSTEM >/dev/null
  give_authority $SYSTEM
  give_authority $SPACE
  phase "chart" install_chart "arn:aws:iam::$LAB_ACCOUNT:role/$OPERATOR_ROLE"
  check_operator
  kubectl apply -n $SPACE -f "$PLACE/stream.yaml" >/dev/null
  sed 's/^/  /' "$PLACE/stream.yaml"
  phase "Ready" kubectl wait -n $SPACE kcs/$STREAM --for=condition=Ready --timeout="${PATIENCE}s"
  steps
  section "What kubectl shows"
  show
  section "Objects in S3"
  "$PYTHON" -s "$HERE/objects.py" list $BUCKET
  section "Deleted: the pods flush and go, the checkpoint table stays"
  delete_stream
  section "The other way to a role: EKS Pod Identity, an association and no annotation"
  take_pod_identity
  section "What AWS saw: sessions of each role, and how often each statement of its policy was needed"
  rights_report
  conclude
}

build_programs() {
  local project
  for project in src/StreamsEmulator src/Operator tests/AwsLab; do dotnet build $project -c Release -nologo -v quiet || return 1; done
}

is_built() { wait "$1" || { cat "$PLACE/build.log" && false; }; }

# install_chart ROLE: the operator's role, empty where an association gives it.
install_chart() {
  cat >"$PLACE/values.yaml" <<YAML
image: $(image_values "$OPERATOR_IMAGE")
streamImage: { registry: "$LAB_REGISTRY", repository: keyspaces-streamer/streampod, tag: "$VERSION" }
serviceAccount: { roleArn: "$1" }
aws: { trustedCertificates: { configMap: company-authority } }
YAML
  eng/helm/render.sh charts/keyspaces-streamer -f "$PLACE/values.yaml" --namespace $SYSTEM >"$PLACE/chart.yaml"
  kubectl delete pod -n $SYSTEM keyspaces-streamer-check --ignore-not-found --grace-period=1 >/dev/null
  kubectl apply -n $SYSTEM --server-side -f "$PLACE/chart.yaml"
  kubectl wait --for=condition=Established --timeout="${PATIENCE}s" crd/keyspacescdcstreams.keyspaces-streamer.dev
  kubectl rollout status -n $SYSTEM deployment --timeout="${PATIENCE}s"
}

check_operator() {
  row "its self-check" "what 'helm test' runs: definition, rights, credentials"
  await "$PATIENCE" "the chart's self-check did not end" is_over keyspaces-streamer-check $SYSTEM
  kubectl logs -n $SYSTEM keyspaces-streamer-check | sed 's/^/    /'
  [ "$(kubectl get pod -n $SYSTEM keyspaces-streamer-check -o 'jsonpath={.status.phase}')" = Succeeded ] || die "the chart's self-check failed"
}

# image_values REFERENCE: localhost:1234/name@sha256:... as values of the chart, in ECR, whose images the node takes from that registry.
image_values() {
  local place=${1%@*}
  echo "{ registry: \"$LAB_REGISTRY\", repository: \"${place#*/}\", digest: \"${1#*@}\" }" | sed 's/\(repository: "[^":]*\):[^"]*"/\1"/'
}

# stream_manifest IDENTITY: how its pods come to their role.
stream_manifest() {
  cat <<YAML
apiVersion: keyspaces-streamer.dev/v1alpha1
kind: KeyspacesCdcStream
metadata: { name: $STREAM }
spec:
  source: { keyspace: media, table: media_content }
  destination: { bucket: $BUCKET, rotation: { maxAge: 3s } }
  pod:
    resources: { cpu: "0.25", memory: 512Mi }
    trustedCertificates: { configMap: company-authority }
    $1
YAML
}

conclude() {
  trap - EXIT
  section "Done in $((SECONDS - BEGAN)) s: $(grep -c '"kind":"record"' "$PLACE/ledger.jsonl") changes, each in exactly one object."
  cat <<TEXT
  The cluster runs on:  export KUBECONFIG=$ADMIN
                        $CLUSTER_CACHE/bin/kubectl get pods -A
  A new stream:         kubectl apply -n $SPACE -f $PLACE/stream.yaml
  Away with all of it:  make demo-down
TEXT
}

# shellcheck disable=SC2317  # called by the trap
complain() {
  local code=$?
  trap - EXIT
  if [ $code != 0 ]; then
    mkdir -p artifacts/demo
    kubectl get all,kcs,events -A -o wide >artifacts/demo/cluster.txt 2>&1 || true
    kubectl describe kcs -A >artifacts/demo/streams.txt 2>&1 || true
    kubectl logs -n $SYSTEM -l app.kubernetes.io/component=operator --tail=-1 >artifacts/demo/operator.log 2>&1 || true
    kubectl logs -n $SPACE -l app.kubernetes.io/component=stream --tail=-1 --prefix >artifacts/demo/pods.log 2>&1 || true
    tail -n 15 "$PLACE/compare.log" >&2 2>/dev/null || true
    cp "$PLACE"/*.log "$PLACE"/*.yaml "$PLACE"/aws/requests.jsonl artifacts/demo 2>/dev/null || true
    say "FAILED; logs: artifacts/demo. The system is left as it is; make demo-down takes it away."
  fi
  exit $code
}

down() {
  if [ ! -d "$PLACE" ]; then
    say "there is no demo"
    return
  fi
  stop_aws
  if [ -d "$PLACE/cluster" ]; then eng/cluster/stop.sh "$PLACE/cluster" --clean; fi
  rm -rf "$PLACE"
  row "demo" "gone: cluster, servers, files"
}

main "$@"
