#!/usr/bin/env bash
# One pod, many shards with a backlog, a small memory budget: peak and idle memory, cold start, idle writes.
# Usage: benchmarks/scale.sh      needs make servers, make publish and a Release build of the emulator
# Environment:
#   SHARDS    default 1000
#   RECORDS   records a shard, default 200
#   BYTES     bytes a record, default 1024
#   BUDGET    pod.memoryBudgetBytes, default 128Mi
#   IDLE      seconds of the idle measurement, default 60
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../eng/lib.sh"
cd "$HERE/.."

SHARDS=${SHARDS:-1000} RECORDS=${RECORDS:-200} BYTES=${BYTES:-1024} BUDGET=${BUDGET:-128Mi} IDLE=${IDLE:-60}
POD=artifacts/publish/StreamPod/release_linux-x64/streampod
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
FOLDER=$(mktemp -d)
EMULATOR_PID='' POD_PID=''

finish() {
  for pid in $POD_PID $EMULATOR_PID; do kill -KILL "$pid" 2>/dev/null || true; done
  eng/servers/run.sh stop "$FOLDER/servers" >/dev/null 2>&1 || true
  rm -rf "$FOLDER"
}

main() {
  trap finish EXIT
  ulimit -n 65536 2>/dev/null || true
  start_services
  write_settings
  local started
  started=$(date +%s%3N)
  "$POD" run --settings "$FOLDER/settings.json" --worker scale --port 0 >"$FOLDER/pod.log" 2>&1 &
  POD_PID=$!
  wait_for_line '"event":"StatusServerListening"'
  PORT=$(grep -m1 '"event":"StatusServerListening"' "$FOLDER/pod.log" | sed 's/.*"port":\([0-9]*\).*/\1/')
  while [ "$(metric records_read_total)" = 0 ]; do sleep 0.05; done
  report "cold start to the first records" "$(($(date +%s%3N) - started)) ms"
  wait_until_caught_up
  report "backlog of $((SHARDS * RECORDS)) records in $SHARDS shards committed after" "$(($(date +%s%3N) - started)) ms"
  report "peak resident memory" "$(status VmHWM) kB, budget $BUDGET"
  sleep 10
  idle
  [ -z "${PAUSE:-}" ] || { echo "pod $POD_PID"; sleep "$PAUSE"; }
  stop
}

start_services() {
  eng/servers/run.sh start "$FOLDER/servers" >/dev/null 2>&1
  # shellcheck disable=SC1091
  . "$FOLDER/servers/servers.env"
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION
  "$EMULATOR" serve --port 0 --port-file "$FOLDER/port" >"$FOLDER/emulator.log" 2>&1 &
  EMULATOR_PID=$!
  until [ -s "$FOLDER/port" ]; do sleep 0.1; done
  STREAMS=http://127.0.0.1:$(cat "$FOLDER/port")
  curl -sf -X PUT "$S3_ENDPOINT/scale" -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' >/dev/null
  "$EMULATOR" create-table --shards "$SHARDS" --endpoint "$STREAMS" >/dev/null
  "$EMULATOR" preload --records-per-shard "$RECORDS" --record-bytes "$BYTES" --endpoint "$STREAMS" >/dev/null
}

write_settings() {
  cat >"$FOLDER/settings.json" <<JSON
{"resource":{"name":"scale"},
 "source":{"keyspace":"media","table":"media_content","region":"us-east-1","endpoint":"$STREAMS"},
 "destination":{"bucket":"scale","endpoint":"$S3_ENDPOINT","rotation":{"maxAge":"10s"}},
 "checkpoint":{"table":"scale","endpoint":"$DYNAMODB_ENDPOINT"},
 "pod":{"memoryBudgetBytes":"$BUDGET"}}
JSON
}

metric() { curl -s "http://127.0.0.1:$PORT/metrics" | awk -v name="keyspaces_cdc_$1" '$1 == name || index($1, name "{") == 1 { sum += $2 } END { printf "%d\n", sum }'; }

status() { awk -v name="$1:" '$1 == name { print $2 }' "/proc/$POD_PID/status"; }

wait_for_line() {
  until grep -q "$1" "$FOLDER/pod.log"; do
    kill -0 "$POD_PID" 2>/dev/null || { cat "$FOLDER/pod.log" >&2; die "the pod ended"; }
    sleep 0.02
  done
}

wait_until_caught_up() {
  while [ "$(metric records_committed_total)" -lt $((SHARDS * RECORDS)) ]; do
    kill -0 "$POD_PID" 2>/dev/null || { tail -3 "$FOLDER/pod.log" >&2; die "the pod ended"; }
    sleep 0.5
  done
}

# Writes are what the pod counts at its lease table; processor time is what the kernel counts.
idle() {
  local writes ticks
  writes=$(metric lease_writes_total) ticks=$(awk '{ print $14 + $15 }' "/proc/$POD_PID/stat")
  sleep "$IDLE"
  report "idle DynamoDB writes a minute" "$((($(metric lease_writes_total) - writes) * 60 / IDLE))"
  report "idle resident memory" "$(status VmRSS) kB"
  report "idle processor" "$((($(awk '{ print $14 + $15 }' "/proc/$POD_PID/stat") - ticks) * 100 / IDLE / $(getconf CLK_TCK))) % of a core"
}

stop() {
  local started code=0
  started=$(date +%s%3N)
  kill -TERM "$POD_PID"
  wait "$POD_PID" || code=$?
  POD_PID=''
  report "SIGTERM to exit $code" "$(($(date +%s%3N) - started)) ms"
}

report() { printf '%-70s %s\n' "$1" "$2"; }

main
