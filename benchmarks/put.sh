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
# shellcheck source=benchmarks/pod.sh
. "$HERE/pod.sh"

SHARDS=${SHARDS:-8} RECORDS=${RECORDS:-5000} BYTES=${BYTES:-1024} ROUNDS=${ROUNDS:-5}

main() {
  start_stream
  artifacts/bin/Benchmarks/release/Benchmarks put "$STREAMS" "$S3_ENDPOINT" "$FOLDER" "$((SHARDS * RECORDS))" "$ROUNDS"
  [ -z "${OTHER:-}" ] || compare_native
}

compare_native() {
  local round ours
  write_settings ""
  for ((round = 1; round <= ROUNDS; round++)); do
    measure "$POD"
    ours=$RATE
    measure "$OTHER"
    printf 'native, round %d: %d records per processor second, the other one %d\n' "$round" "$ours" "$RATE"
  done
}

main
