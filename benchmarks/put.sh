#!/usr/bin/env bash
# Records per second of processor time to S3, as objects are sent today and as they were sent before, from the same pages in the same run.
# Usage: benchmarks/put.sh      needs make servers, and a Release build of the emulator and of benchmarks/Benchmarks
# Environment:
#   SHARDS    default 8
#   RECORDS   records a shard, default 5000
#   BYTES     bytes a record, default 1024
#   ROUNDS    default 5
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../eng/lib.sh"
cd "$HERE/.."

SHARDS=${SHARDS:-8} RECORDS=${RECORDS:-5000} BYTES=${BYTES:-1024} ROUNDS=${ROUNDS:-5}
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
FOLDER=$(mktemp -d)
EMULATOR_PID=''

finish() {
  [ -z "$EMULATOR_PID" ] || kill -KILL "$EMULATOR_PID" 2>/dev/null || true
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
  local streams
  streams=http://127.0.0.1:$(cat "$FOLDER/port")
  "$EMULATOR" create-table --shards "$SHARDS" --endpoint "$streams" >/dev/null
  "$EMULATOR" preload --records-per-shard "$RECORDS" --record-bytes "$BYTES" --endpoint "$streams" >/dev/null
  artifacts/bin/Benchmarks/release/Benchmarks put "$streams" "$S3_ENDPOINT" "$FOLDER" "$((SHARDS * RECORDS))" "$ROUNDS"
}

main
