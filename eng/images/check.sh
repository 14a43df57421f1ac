#!/usr/bin/env bash
# Proves the images on a real node: kubelet, containerd and runc start them under the restricted security context, with a
# read-only root file system and without a name server; a pod reads a stream until its objects are in a bucket, answers
# the kubelet's probes, and ends with 0 when it is deleted. One line for each thing proved; exit code 1 at the first failure.
# Usage: eng/images/check.sh [--base auto|mcr|debian]      needs root, make servers and eng/cluster/install.sh node
# Environment:
#   CHECK_LOGS   folder that gets the logs of a failed check; default artifacts/images/check
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/images/names.sh
. "$HERE/names.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/../cluster/pieces.sh"
cd "$HERE/../.."

EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
CHANGES=2000
BUCKET=images-check
export PYTHONPATH="$CACHE/moto/root/usr/lib/python3/dist-packages"

main() {
  BEGAN=$SECONDS
  use_folder "$(mktemp -d)"
  PARTS=$FOLDER.parts # beside the cluster's folder, which is the cluster's own
  mkdir "$PARTS"
  KUBECTL=("$CLUSTER_CACHE/bin/kubectl" --kubeconfig "$ADMIN" --cache-dir "$PARTS/kubectl" --namespace check)
  trap finish EXIT
  trap 'exit 130' INT TERM
  dotnet build src/StreamsEmulator -c Release -nologo -v quiet -clp:NoSummary </dev/null
  "$HERE/../cluster/start.sh" "$FOLDER" --node --until-exit-of $$
  load_settings
  # Before the servers: a publish that fails should fail early.
  "$HERE/publish.sh" --registry "localhost:$REGISTRY_PORT" "$@"
  # shellcheck source=/dev/null
  . "$IMAGES/references.env"
  start_servers
  kubectl create namespace check >/dev/null
  await "$PATIENCE" "the namespace has no service account" has_account

  images_are_pushed
  settings_are_checked
  stream_is_read
  pod_ends_in_order
  bucket_is_verified
  if [ -n "${OPERATOR_IMAGE:-}" ]; then operator_starts; fi
  CONCLUDED=yes
  echo "images: all checks passed in $((SECONDS - BEGAN)) s"
}

kubectl() { "${KUBECTL[@]}" "$@"; }

# --- what is around it -----------------------------------------------------------------------------------------

start_servers() {
  "$HERE/../servers/run.sh" start "$PARTS/servers" "$NODE_ADDRESS" >/dev/null
  set -a
  # shellcheck source=/dev/null
  . "$PARTS/servers/servers.env"
  set +a
  setsid "$EMULATOR" serve --host "$NODE_ADDRESS" --port 0 --port-file "$PARTS/emulator.port" </dev/null >"$PARTS/emulator.log" 2>&1 &
  EMULATOR_ID=$!
  await "$PATIENCE" "the emulator did not start" test -s "$PARTS/emulator.port"
  STREAM_ENDPOINT=http://$NODE_ADDRESS:$(cat "$PARTS/emulator.port")
  "$EMULATOR" create-table media.media_content --shards 4 --endpoint "$STREAM_ENDPOINT" >/dev/null
  "$PYTHON" -s "$HERE/../demo/objects.py" create $BUCKET
}

# shellcheck disable=SC2317  # called by the trap
finish() {
  local logs=${CHECK_LOGS:-artifacts/images/check}
  if [ -z "${CONCLUDED:-}" ]; then
    mkdir -p "$logs"
    kubectl get pods,events --output yaml >"$logs/cluster.yaml" 2>&1 || true
    for pod in settings-check stream verify operator; do kubectl logs $pod >"$logs/$pod.log" 2>&1 || true; done
    cp "$LOGS"/*.log "$PARTS"/*.log "$PARTS"/servers/*.log "$logs/" 2>/dev/null || true
    say "images: the logs are in $logs"
  fi
  if [ -n "${EMULATOR_ID:-}" ]; then kill "$EMULATOR_ID" 2>/dev/null || true; fi
  if [ -d "$PARTS/servers" ]; then "$HERE/../servers/run.sh" stop "$PARTS/servers"; fi
  "$HERE/../cluster/stop.sh" "$FOLDER" --clean
  rm -rf "$PARTS"
}

# await SECONDS COMPLAINT COMMAND...
await() {
  local deadline=$((SECONDS + $1)) complaint=$2
  shift 2
  until "$@"; do
    if [ $SECONDS -ge $deadline ]; then fail "$complaint"; fi
    sleep 0.2
  done
}

ok() { echo "ok: $*"; }

fail() {
  echo "FAILED: $1"
  printf '%s\n' "${2:-}" | head -n 30
  exit 1
}

# --- pods ------------------------------------------------------------------------------------------------------

# pod NAME IMAGE COMMAND [MORE]: a pod under the restricted Pod Security Standard; COMMAND is a JSON list, MORE further
# lines of the container.
pod() {
  kubectl create -f - <<YAML >/dev/null
apiVersion: v1
kind: Pod
metadata: { name: $1 }
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 60
  securityContext: { runAsNonRoot: true, runAsUser: 1654, runAsGroup: 1654, fsGroup: 1654, seccompProfile: { type: RuntimeDefault } }
  containers:
  - name: main
    image: $2
    args: $3
    env:
    - { name: AWS_ACCESS_KEY_ID, value: $AWS_ACCESS_KEY_ID }
    - { name: AWS_SECRET_ACCESS_KEY, value: $AWS_SECRET_ACCESS_KEY }
    - { name: AWS_REGION, value: $AWS_REGION }
    ports: [{ name: metrics, containerPort: 9464 }]
    resources: { requests: { cpu: 250m, memory: 256Mi }, limits: { cpu: "1", memory: 256Mi } }
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
    volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: settings, mountPath: /etc/streampod, readOnly: true }]
${4:-}
  volumes:
  - { name: tmp, emptyDir: { sizeLimit: 64Mi } }
  - { name: settings, configMap: { name: settings, optional: true } }
YAML
}

has_account() { kubectl get serviceaccount default >/dev/null 2>&1; }
field() { kubectl get pod "$1" --output "jsonpath={$2}" 2>/dev/null; }
is_over() { [[ $(field "$1" .status.phase) =~ ^(Succeeded|Failed)$ ]]; }
is_ready() { [ "$(field "$1" '.status.containerStatuses[0].ready')" = true ]; }

# succeeds NAME TEXT WHAT: the pod ends with 0 and has said TEXT.
succeeds() {
  local code said
  await "$PATIENCE" "pod $1 did not end: $(field "$1" .status)" is_over "$1"
  code=$(field "$1" '.status.containerStatuses[0].state.terminated.exitCode')
  said=$(kubectl logs "$1")
  if [ "$code" != 0 ]; then fail "pod $1 ended with exit code $code" "$said"; fi
  if [[ $said != *"$2"* ]]; then fail "pod $1 did not say $2" "$said"; fi
  ok "$3"
}

# --- what is proved --------------------------------------------------------------------------------------------

images_are_pushed() {
  local name
  for name in STREAMPOD_IMAGE ${OPERATOR_IMAGE:+OPERATOR_IMAGE}; do
    registry_has "${!name}" || fail "the registry does not have ${!name}"
  done
  ok "the registry has the images under the digests that were printed"
}

# registry_has REFERENCE: asks the registry, not the cluster.
registry_has() {
  local place=${1#localhost:*/}
  curl --silent --fail --noproxy '*' --output /dev/null --header "Accept: application/vnd.oci.image.manifest.v1+json" \
    "http://localhost:$REGISTRY_PORT/v2/${place%@*}/manifests/${place#*@}"
}

settings_are_checked() {
  cat >"$PARTS/settings.json" <<JSON
{
  "resource": { "name": "images-check" },
  "source": { "keyspace": "media", "table": "media_content", "region": "us-east-1", "endpoint": "$STREAM_ENDPOINT" },
  "destination": { "bucket": "$BUCKET", "endpoint": "$S3_ENDPOINT", "rotation": { "maxAge": "3s" } },
  "checkpoint": { "table": "images-check-leases", "endpoint": "$DYNAMODB_ENDPOINT" }
}
JSON
  kubectl create configmap settings --from-file settings.json="$PARTS/settings.json" >/dev/null
  pod settings-check "$STREAMPOD_IMAGE" '[settings, check, /etc/streampod/settings.json]'
  succeeds settings-check "OK: /etc/streampod/settings.json" "streampod settings check reads a mounted ConfigMap as user 1654 on a read-only root"
}

stream_is_read() {
  local began=$SECONDS
  pod stream "$STREAMPOD_IMAGE" '[run, --settings, /etc/streampod/settings.json]' '
    startupProbe: { httpGet: { path: /healthz, port: metrics }, periodSeconds: 1, failureThreshold: 60 }
    livenessProbe: { httpGet: { path: /healthz, port: metrics }, periodSeconds: 2, failureThreshold: 2 }
    readinessProbe: { httpGet: { path: /readyz, port: metrics }, periodSeconds: 1 }'
  await "$PATIENCE" "the pod did not become ready" is_ready stream
  ok "the kubelet's probes answer: ready $((SECONDS - began)) s after it was made"
  "$EMULATOR" workload media.media_content --count $CHANGES --rate 1000 --splits 1 --endpoint "$STREAM_ENDPOINT" >/dev/null
  "$EMULATOR" ledger --endpoint "$STREAM_ENDPOINT" >"$PARTS/ledger.jsonl"
  await "$PATIENCE" "not every change reached the bucket" bucket_is_complete
  ok "$CHANGES changes of a stream, each in exactly one object of the bucket"
  [ "$(field stream '.status.containerStatuses[0].restartCount')" = 0 ] || fail "the pod was restarted" "$(kubectl describe pod stream)"
  ok "memory of the pod's control group: $(memory_of stream)"
}

bucket_is_complete() { "$PYTHON" -s "$HERE/../demo/objects.py" compare $BUCKET "$PARTS/ledger.jsonl" >/dev/null; }

memory_of() {
  local id group
  id=$(field "$1" .metadata.uid)
  # The first version of control groups counts elsewhere than the second.
  group=$(find /sys/fs/cgroup -type d -path "*/kubepods/*" -name "pod$id" 2>/dev/null | while read -r each; do
    find "$each" -maxdepth 1 \( -name memory.current -o -name memory.usage_in_bytes \)
  done | sed -n 1p)
  if [ -n "$group" ]; then awk '{ printf "%.0f MiB", $1 / 1048576 }' "$group"; else echo unknown; fi
}

# The object is gone right after the container, so a watch notes how it ended.
pod_ends_in_order() {
  local watcher began=$SECONDS code
  "${KUBECTL[@]}" get pod stream --watch --output 'jsonpath={.status.containerStatuses[0].state.terminated.exitCode}{"\n"}' >"$PARTS/exit-codes" 2>&1 &
  watcher=$!
  "${KUBECTL[@]}" logs stream --follow >"$PARTS/stream.log" 2>&1 &
  await "$PATIENCE" "the watch did not begin" test -s "$PARTS/exit-codes"
  kubectl delete pod stream --timeout "${PATIENCE}s" >/dev/null || fail "the pod cannot be deleted"
  await "$PATIENCE" "the watch saw no exit code" grep -q '[0-9]' "$PARTS/exit-codes"
  kill $watcher 2>/dev/null || true
  code=$(grep -m 1 '[0-9]' "$PARTS/exit-codes")
  [ "$code" = 0 ] || fail "the deleted pod ended with exit code $code" "$(tail -n 20 "$PARTS/stream.log")"
  ok "a deleted pod drains and ends with exit code 0, $((SECONDS - began)) s until it is gone"
}

bucket_is_verified() {
  pod verify "$STREAMPOD_IMAGE" '[verify, --deep, --no-progress, --settings, /etc/streampod/settings.json]'
  succeeds verify "OK: $CHANGES records" "streampod verify --deep, in a pod, finds no gap and no overlap"
}

operator_starts() {
  pod operator "$OPERATOR_IMAGE" '[--help]'
  succeeds operator Usage "the operator's image starts on a read-only root: --help"
}

main "$@"
