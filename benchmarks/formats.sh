#!/usr/bin/env bash
# Records per second of processor time of the whole native pod, from the stream to S3, for each format, shape and compression: the same records, in turn,
# in the same run, beside Native lines that are not compressed.
# Usage: benchmarks/formats.sh [FORMAT/RECORD/COMPRESSION ...]      needs make servers publish, and a Release build of the emulator
# Environment:
#   SHARDS    default 8
#   RECORDS   records a shard, default 5000
#   BYTES     bytes a record, default 1024
#   ROUNDS    default 3
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../eng/lib.sh"
cd "$HERE/.."

SHARDS=${SHARDS:-8} RECORDS=${RECORDS:-5000} BYTES=${BYTES:-1024} ROUNDS=${ROUNDS:-3}
# shellcheck source=benchmarks/pod.sh
. "$HERE/pod.sh"

YARDSTICK=JsonLines/Native/None
USUAL=(JsonLines/Native/Gzip JsonLines/Native/Zstd JsonLines/Flat/None JsonLines/Flat/Zstd Avro/Flat/Zstd Avro/Debezium/Zstd Parquet/Flat/None Parquet/Flat/Snappy Parquet/Flat/Zstd Parquet/Debezium/Zstd)

main() {
  local wanted=("$@") layout round rates=() ratios=() bare
  [ ${#wanted[@]} -gt 0 ] || wanted=("${USUAL[@]}")
  start_stream
  write_settings ""
  SCHEMA=$("$POD" schema --settings "$FOLDER/settings.json" </dev/null)
  printf '%-26s %14s %10s %14s\n' "" "records/cpu s" "ratio" "bytes a record"
  for layout in "${wanted[@]}"; do
    rates=() ratios=()
    for ((round = 1; round <= ROUNDS; round++)); do
      run "$YARDSTICK"
      bare=$RATE
      run "$layout"
      rates+=("$RATE")
      ratios+=("$(awk -v above="$RATE" -v below="$bare" 'BEGIN { printf "%.2f", above / below }')")
    done
    printf '%-26s %14d %10s %14d\n' "$layout" "$(middle "${rates[@]}")" "$(middle "${ratios[@]}")" "$STORED"
  done
  run "$YARDSTICK"
  printf '%-26s %14d %10s %14d\n' "$YARDSTICK" "$RATE" 1 "$STORED"
}

# run FORMAT/RECORD/COMPRESSION
run() {
  local format record compression
  IFS=/ read -r format record compression <<<"$1"
  local schema=''
  [ "$record" = Native ] || schema=",\"schema\":$SCHEMA"
  write_settings "$schema" ",\"format\":\"$format\",\"record\":\"$record\",\"compression\":\"$compression\""
  measure "$POD"
}

middle() { printf '%s\n' "$@" | sort -g | sed -n "$((($# + 1) / 2))p"; }

main "$@"
