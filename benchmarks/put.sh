#!/usr/bin/env bash
# Records per second of processor time to S3, as objects are sent today and as they were sent before, from the same pages in the same run.
# Usage: benchmarks/put.sh      needs make servers, and a Release build of the emulator and of benchmarks/Benchmarks
# Environment:
#   SHARDS    default 8
#   RECORDS   records a shard, default 5000
#   BYTES     bytes a record, default 1024
#   ROUNDS    default 5
#   OTHER     an older native pod; then the published one and it read the same pages in turn too, with processor time as the kernel counts it
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../eng/lib.sh"
cd "$HERE/.."

SHARDS=${SHARDS:-8} RECORDS=${RECORDS:-5000} BYTES=${BYTES:-1024} ROUNDS=${ROUNDS:-5}
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
  eng/servers/run.sh start "$FOLDER/servers" >/dev/null 2>&1
  # shellcheck disable=SC1091
  . "$FOLDER/servers/servers.env"
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION
  "$EMULATOR" serve --port 0 --port-file "$FOLDER/port" >"$FOLDER/emulator.log" 2>&1 &
  EMULATOR_PID=$!
  until [ -s "$FOLDER/port" ]; do sleep 0.1; done
  STREAMS=http://127.0.0.1:$(cat "$FOLDER/port")
  "$EMULATOR" create-table --shards "$SHARDS" --endpoint "$STREAMS" >/dev/null
  "$EMULATOR" preload --records-per-shard "$RECORDS" --record-bytes "$BYTES" --endpoint "$STREAMS" >/dev/null
  artifacts/bin/Benchmarks/release/Benchmarks put "$STREAMS" "$S3_ENDPOINT" "$FOLDER" "$((SHARDS * RECORDS))" "$ROUNDS"
  [ -z "${OTHER:-}" ] || compare_native
}

compare_native() {
  local round ours
  write_settings
  for ((round = 1; round <= ROUNDS; round++)); do
    measure "$POD"
    ours=$RATE
    measure "$OTHER"
    printf 'native, round %d: %d records per processor second, the other one %d\n' "$round" "$ours" "$RATE"
  done
}

write_settings() {
  cat >"$FOLDER/settings.json" <<JSON
{"resource":{"name":"bench"},
 "source":{"keyspace":"media","table":"media_content","region":"us-east-1","endpoint":"$STREAMS"},
 "destination":{"bucket":"bench","endpoint":"$S3_ENDPOINT","keyTemplate":"{table}/{yyyy}/{shardId}/{sequenceNumber}.json","rotation":{"maxAge":"1s"}},
 "checkpoint":{"table":"bench","endpoint":"sqlite://$FOLDER/leases"}}
JSON
}

# measure BINARY: sets RATE to its records per second of processor time, from its start to the last commit.
measure() {
  local port ticks
  rm -rf "$FOLDER/leases" && mkdir "$FOLDER/leases"
  curl -sf -X POST "$S3_ENDPOINT/moto-api/reset" >/dev/null
  curl -sf -X PUT "$S3_ENDPOINT/bench" -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' >/dev/null
  "$1" run --settings "$FOLDER/settings.json" --worker bench --port 0 >"$FOLDER/pod.log" 2>&1 &
  POD_PID=$!
  until grep -q '"event":"StatusServerListening"' "$FOLDER/pod.log"; do sleep 0.05; done
  port=$(grep -m1 '"event":"StatusServerListening"' "$FOLDER/pod.log" | sed 's/.*"port":\([0-9]*\).*/\1/')
  until [ "$(curl -s "http://127.0.0.1:$port/metrics" | awk 'index($1, "keyspaces_cdc_records_committed_total") == 1 { sum += $2 } END { printf "%d", sum }')" -ge $((SHARDS * RECORDS)) ]; do
    kill -0 "$POD_PID" 2>/dev/null || { tail -3 "$FOLDER/pod.log" >&2; die "the pod ended"; }
    sleep 0.3
  done
  ticks=$(awk '{ print $14 + $15 }' "/proc/$POD_PID/stat")
  kill -KILL "$POD_PID"
  wait "$POD_PID" 2>/dev/null || true
  POD_PID=''
  RATE=$((SHARDS * RECORDS * $(getconf CLK_TCK) / ticks))
}

main
