#!/usr/bin/env bash
# One pod of the default size, on a real node under its memory limit, with many shards and a backlog: what the kernel counted
# against the limit. Usage: benchmarks/node.sh      needs the system that make demo leaves running
# Environment:
#   SHARDS    default 200
#   RECORDS   default 250000
#   PAYLOAD   bytes of a row's payload, default 1800: a record carries the old and the new row, so about twice that and more
#   FORMAT    JsonLines (records as they come), Avro or Parquet (rows); default JsonLines
#   MEMORY, CPU   spec.pod.resources, default those of the CRD
#   DEMO_FOLDER   as for make demo
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../eng/lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/../eng/cluster/pieces.sh"
cd "$HERE/.."

SHARDS=${SHARDS:-200} RECORDS=${RECORDS:-250000} PAYLOAD=${PAYLOAD:-1800} FORMAT=${FORMAT:-JsonLines}
PLACE=${DEMO_FOLDER:-${TMPDIR:-/tmp}/keyspaces-streamer-demo}
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
OPERATOR=artifacts/bin/Operator/release/streamer-operator
ROLE=backlog-stream
TABLE=rows_$(date +%s) # the demo's system outlives this script
KUBECTL=("$CACHE/cluster/bin/kubectl" --kubeconfig "$PLACE/cluster/admin.kubeconfig" --cache-dir "$PLACE/kubectl" -n backlog)

main() {
  [ -s "$PLACE/emulator.port" ] || die "there is no demo; run: make demo"
  trap finish EXIT
  local endpoint
  endpoint=http://127.0.0.1:$(cat "$PLACE/emulator.port")
  # The demo's own pods leave too little of a small node for one of the default size.
  "${KUBECTL[@]}" patch kcs media -n demo --type=merge -p '{"spec":{"suspend":true}}' >/dev/null 2>&1 || true
  "$EMULATOR" create-table "backlog.$TABLE" --shards "$SHARDS" --endpoint "$endpoint" >/dev/null
  "$EMULATOR" workload "backlog.$TABLE" --count "$RECORDS" --payload-bytes "$PAYLOAD" --endpoint "$endpoint" >/dev/null
  # An earlier run's goes away slowly.
  "${KUBECTL[@]}" wait --for=delete namespace/backlog --timeout="${PATIENCE}s" >/dev/null 2>&1 || true
  "${KUBECTL[@]}" create namespace backlog >/dev/null
  # The pods find AWS under its own names, as the demo's do: no address is written, and a role allows what the stream needs.
  "${KUBECTL[@]}" create configmap company-authority --from-file=ca.crt="$PLACE/aws/ca.crt" >/dev/null
  manifest >"$PLACE/backlog.yaml"
  give_rights
  "${KUBECTL[@]}" apply -f "$PLACE/backlog.yaml" >/dev/null
  until [ -n "$(pod_uid)" ]; do sleep 0.2; done
  watch_pod
}

# What the operator's own command prints: a role for the pods, and one more policy in the operator's role.
give_rights() {
  "$OPERATOR" iam backlog -n backlog -f "$PLACE/backlog.yaml" --region "$LAB_REGION" --operator keyspaces-streamer-system/keyspaces-streamer-operator \
    --oidc-provider "arn:aws:iam::$LAB_ACCOUNT:oidc-provider/${LAB_ISSUER#https://}" >"$PLACE/backlog-iam.json"
  "$PYTHON" -s eng/demo/rights.py join "$PLACE/aws" "$PLACE/backlog-iam.json" keyspaces-streamer-operator "$ROLE"
}

manifest() {
  cat <<YAML
apiVersion: keyspaces-streamer.dev/v1alpha1
kind: KeyspacesCdcStream
metadata: { name: backlog }
spec:
  source: { keyspace: backlog, table: $TABLE }
  destination: { bucket: keyspaces-data-demo, format: $FORMAT, record: $([ "$FORMAT" = JsonLines ] && echo Native || echo Flat) }
  pod:
    roleArn: arn:aws:iam::$LAB_ACCOUNT:role/$ROLE
    resources: { ${CPU:+cpu: \"$CPU\"}${CPU:+,} ${MEMORY:+memory: \"$MEMORY\"} }
    trustedCertificates: { configMap: company-authority }
YAML
}

watch_pod() {
  local began=$SECONDS uid group peak=0 now committed=0
  uid=$(pod_uid)
  until group=$(find /sys/fs/cgroup -maxdepth 4 -type d -path "*memory*" -name "*${uid//-/?}*" 2>/dev/null | head -n 1) && [ -n "$group" ]; do sleep 0.2; done
  while [ "$committed" != "$RECORDS" ]; do
    now=$(cat "$group/memory.max_usage_in_bytes" 2>/dev/null || echo 0)
    if [ "$now" -gt "$peak" ]; then peak=$now; fi
    committed=$("${KUBECTL[@]}" get kcs backlog -o 'jsonpath={.status.records}')
    if [ $((SECONDS - began)) -gt 1800 ]; then die "only ${committed:-0} of $RECORDS records after 1800 s"; fi
    sleep 2
  done
  printf '%-40s %s\n' \
    "shards, records, format" "$SHARDS, $RECORDS, $FORMAT" \
    "written to S3" "$("${KUBECTL[@]}" get kcs backlog -o 'jsonpath={.status.objects}') objects" \
    "the largest of them" "$(largest)" \
    "memory limit of the pod" "$(mebibytes "$(cat "$group/memory.limit_in_bytes")")" \
    "most the kernel counted against it" "$(mebibytes "$peak")" \
    "of it page cache and such now" "$(mebibytes "$(awk '$1 == "total_cache" { print $2 }' "$group/memory.stat")")" \
    "restarts" "$("${KUBECTL[@]}" get pods -l keyspaces-streamer.dev/stream=backlog -o 'jsonpath={.items[*].status.containerStatuses[*].restartCount}')" \
    "time until all was committed" "$((SECONDS - began)) s"
}

# As the store tells it, in the system of the demo.
largest() {
  # shellcheck source=/dev/null
  (. "$PLACE/servers/servers.env" && export S3_ENDPOINT AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION &&
    PYTHONPATH="$CACHE/moto/root/usr/lib/python3/dist-packages" "$PYTHON" -s eng/demo/objects.py largest keyspaces-data-demo "backlog/$TABLE/")
}

pod_uid() { "${KUBECTL[@]}" get pods -l keyspaces-streamer.dev/stream=backlog -o 'jsonpath={.items[*].metadata.uid}'; }
mebibytes() { awk -v bytes="$1" 'BEGIN { printf "%.0f MiB", bytes / 1048576 }'; }

# shellcheck disable=SC2317  # called by the trap
finish() { "${KUBECTL[@]}" delete kcs backlog --ignore-not-found --timeout="${PATIENCE}s" >/dev/null 2>&1 || true; "${KUBECTL[@]}" delete namespace backlog --ignore-not-found --wait=false >/dev/null 2>&1 || true; }

main
