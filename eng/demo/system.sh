#!/usr/bin/env bash
# The whole system on one machine: a Kubernetes node with containers, the operator from its Helm chart, one resource, a stream
# of changes, S3 and DynamoDB. Scales, rolls out, kills, suspends and deletes, and proves after each that nothing is lost or doubled.
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
  dotnet build src/StreamsEmulator -c Release -nologo -v quiet >"$PLACE/build.log" 2>&1 </dev/null &
  local build=$!
  section "Start"
  phase "cluster" eng/cluster/start.sh "$PLACE/cluster" --node
  load_settings
  phase "emulator" is_built $build
  phase "images" eng/images/publish.sh --registry "localhost:$REGISTRY_PORT"
  # shellcheck source=/dev/null
  . "$IMAGES/references.env"
  start_servers
  section "Install: the chart, then one resource"
  phase "chart" install_chart
  row "its self-check" "what 'helm test' runs: definition, rights, credentials"
  await "$PATIENCE" "the chart's self-check did not end" is_over keyspaces-streamer-check $SYSTEM
  kubectl logs -n $SYSTEM keyspaces-streamer-check | sed 's/^/    /'
  kubectl create namespace $SPACE >/dev/null
  stream_manifest >"$PLACE/stream.yaml"
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
  conclude
}

is_built() { wait "$1" || { cat "$PLACE/build.log" && false; }; }

start_servers() {
  eng/servers/run.sh start "$PLACE/servers" "$NODE_ADDRESS" >/dev/null
  set -a
  # shellcheck source=/dev/null
  . "$PLACE/servers/servers.env"
  set +a
  setsid "$EMULATOR" serve --host "$NODE_ADDRESS" --port 0 --port-file "$PLACE/emulator.port" </dev/null >"$PLACE/emulator.log" 2>&1 &
  echo $! >"$PLACE/emulator.pid"
  await "$PATIENCE" "the emulator did not start" test -s "$PLACE/emulator.port"
  STREAM_ENDPOINT=http://$NODE_ADDRESS:$(cat "$PLACE/emulator.port")
  "$EMULATOR" create-table media.media_content --shards 4 --endpoint "$STREAM_ENDPOINT" >/dev/null
  "$PYTHON" -s "$HERE/objects.py" create $BUCKET
  row "Keyspaces" "$STREAM_ENDPOINT (our emulator)"
  row "S3" "$S3_ENDPOINT (moto)"
  row "DynamoDB" "$DYNAMODB_ENDPOINT (dynalite)"
}

# On EKS the pods' role comes with their ServiceAccount; here credentials stand in the environment.
install_chart() {
  cat >"$PLACE/values.yaml" <<YAML
image: $(image_values "$OPERATOR_IMAGE")
streamImage: $(image_values "$STREAMPOD_IMAGE")
aws: { region: $AWS_REGION, endpoints: { keyspaces: "$STREAM_ENDPOINT" } }
extraEnv:
  - { name: AWS_ACCESS_KEY_ID, value: $AWS_ACCESS_KEY_ID }
  - { name: AWS_SECRET_ACCESS_KEY, value: $AWS_SECRET_ACCESS_KEY }
  - { name: AWS_ENDPOINT_URL_STS, value: "$S3_ENDPOINT" }
YAML
  kubectl create namespace $SYSTEM
  eng/helm/render.sh charts/keyspaces-streamer -f "$PLACE/values.yaml" --namespace $SYSTEM >"$PLACE/chart.yaml"
  kubectl apply -n $SYSTEM --server-side -f "$PLACE/chart.yaml"
  kubectl wait --for=condition=Established --timeout="${PATIENCE}s" crd/keyspacescdcstreams.keyspaces-streamer.dev
  kubectl rollout status -n $SYSTEM deployment --timeout="${PATIENCE}s"
}

# image_values REFERENCE: localhost:1234/name@sha256:... as values of the chart.
image_values() {
  local place=${1%@*}
  echo "{ registry: \"${place%%/*}\", repository: \"${place#*/}\", digest: \"${1#*@}\" }" | sed 's/\(repository: "[^":]*\):[^"]*"/\1"/'
}

stream_manifest() {
  cat <<YAML
apiVersion: keyspaces-streamer.dev/v1alpha1
kind: KeyspacesCdcStream
metadata: { name: $STREAM }
spec:
  source: { keyspace: media, table: media_content, endpoint: "$STREAM_ENDPOINT" }
  destination: { bucket: $BUCKET, endpoint: "$S3_ENDPOINT", rotation: { maxAge: 3s } }
  checkpoint: { endpoint: "$DYNAMODB_ENDPOINT" }
  pod:
    resources: { cpu: "0.25", memory: 512Mi }
    env: [{ name: AWS_ACCESS_KEY_ID, value: $AWS_ACCESS_KEY_ID }, { name: AWS_SECRET_ACCESS_KEY, value: $AWS_SECRET_ACCESS_KEY }]
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
    cp "$PLACE"/*.log "$PLACE"/*.yaml artifacts/demo 2>/dev/null || true
    say "FAILED; logs: artifacts/demo. The system is left as it is; make demo-down takes it away."
  fi
  exit $code
}

down() {
  if [ ! -d "$PLACE" ]; then
    say "there is no demo"
    return
  fi
  if [ -s "$PLACE/emulator.pid" ]; then kill "$(cat "$PLACE/emulator.pid")" 2>/dev/null || true; fi
  if [ -d "$PLACE/servers" ]; then eng/servers/run.sh stop "$PLACE/servers"; fi
  if [ -d "$PLACE/cluster" ]; then eng/cluster/stop.sh "$PLACE/cluster" --clean; fi
  rm -rf "$PLACE"
  row "demo" "gone: cluster, servers, files"
}

main "$@"
