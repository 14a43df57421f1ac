#!/usr/bin/env bash
# One operator, many streams, a real API server: time until all have their objects, memory, and what it asks and computes at rest.
# As root the operators run in control groups with the memory limit that the chart ships; more than that ends them.
# Usage: benchmarks/operator.sh      needs make servers, make cluster, and Release builds of operator, emulator and benchmarks/Fleet
# Environment:
#   STREAMS   default 1000; several numbers, such as "250 1000", are measured one after the other and what a stream costs is compared
#   LIMIT     MiB of memory that each operator gets, default what charts/keyspaces-streamer/values.yaml says; 0 for no limit
#   REST      seconds of the measurement at rest, default 180
#   OPERATOR  the program, default the one of the Release build
#   PAUSE     seconds for which the servers stay afterwards, to look at other operators with the same streams
#   LOGS      folder that keeps the logs; default a temporary one
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../eng/lib.sh"
cd "$HERE/.."

STREAMS=${STREAMS:-1000} REST=${REST:-180}
FOLDER=$(mktemp -d)
LOGS=${LOGS:-$FOLDER}
OPERATOR=${OPERATOR:-artifacts/bin/Operator/release/streamer-operator}
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
LIMIT=${LIMIT:-$(sed -n 's/^  memory: \([0-9]*\)Mi$/\1/p' charts/keyspaces-streamer/values.yaml)}
EMULATOR_PID='' FLEET_PID='' GROUPS_FOLDER=''

finish() {
  stop
  rm -rf "$FOLDER"
}

stop() {
  for pid in $FLEET_PID $EMULATOR_PID; do
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  FLEET_PID='' EMULATOR_PID=''
  # The operators of a benchmark that was broken off.
  if [ -f "$LOGS/operators" ]; then
    while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done <"$LOGS/operators"
  fi
  eng/servers/run.sh stop "$FOLDER/servers" >/dev/null 2>&1 || true
  eng/cluster/stop.sh "$FOLDER/cluster" --clean >/dev/null 2>&1 || true
  [ -z "$GROUPS_FOLDER" ] || remove_groups
}

main() {
  trap finish EXIT
  trap 'exit 130' INT TERM
  ulimit -n 65536 2>/dev/null || true
  mkdir -p "$LOGS" && rm -f "$LOGS/costs"
  local streams code=0
  for streams in $STREAMS; do
    measure "$streams" || code=$?
    stop
  done
  compare
  return $code
}

# measure STREAMS
measure() {
  local code=0
  rm -f "$LOGS/operators" "$FOLDER/port"
  make_groups
  eng/cluster/start.sh "$FOLDER/cluster" --until-exit-of $$ >/dev/null
  eng/servers/run.sh start "$FOLDER/servers" >/dev/null 2>&1
  # shellcheck disable=SC1091
  . "$FOLDER/servers/servers.env"
  "$EMULATOR" serve --port 0 --port-file "$FOLDER/port" >"$LOGS/emulator.log" 2>&1 &
  EMULATOR_PID=$!
  until [ -s "$FOLDER/port" ]; do sleep 0.1; done
  curl -sf --noproxy '*' -X PUT "$S3_ENDPOINT/keyspaces-data-fleet" -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' >/dev/null
  eng/cluster/kubectl.sh "$FOLDER/cluster" apply -f config/crd/bases/keyspaces-streamer.dev_keyspacescdcstreams.yaml >/dev/null
  eng/cluster/kubectl.sh "$FOLDER/cluster" wait --for=condition=Established --timeout="${PATIENCE}s" crd/keyspacescdcstreams.keyspaces-streamer.dev >/dev/null
  artifacts/bin/Fleet/release/Fleet "$OPERATOR" "$FOLDER/cluster/admin.kubeconfig" \
    "http://127.0.0.1:$(cat "$FOLDER/port")" "$DYNAMODB_ENDPOINT" "$S3_ENDPOINT" "$LOGS" "$1" "$REST" ${GROUPS_FOLDER:+"$GROUPS_FOLDER"} &
  FLEET_PID=$!
  wait "$FLEET_PID" || code=$?
  FLEET_PID=''
  [ -z "${PAUSE:-}" ] || { echo "kubeconfig $FOLDER/cluster/admin.kubeconfig"; sleep "$PAUSE"; }
  return $code
}

# A group for each of the two operators, of whichever version of control groups this machine has.
make_groups() {
  local root=/sys/fs/cgroup/memory file=memory.limit_in_bytes name
  GROUPS_FOLDER=''
  if [ "$LIMIT" = 0 ] || [ "$(id -u)" != 0 ]; then return; fi
  [ -d "$root" ] || root=/sys/fs/cgroup file=memory.max
  GROUPS_FOLDER=$root/keyspaces-streamer-fleet-$$
  mkdir "$GROUPS_FOLDER"
  if [ -f "$GROUPS_FOLDER/cgroup.subtree_control" ]; then echo +memory >"$GROUPS_FOLDER/cgroup.subtree_control"; fi
  for name in first second; do
    mkdir "$GROUPS_FOLDER/$name"
    echo $((LIMIT << 20)) >"$GROUPS_FOLDER/$name/$file"
  done
}

# A group can be removed once the kernel has reaped its last process.
remove_groups() {
  local group deadline=$((SECONDS + PATIENCE))
  for group in "$GROUPS_FOLDER/first" "$GROUPS_FOLDER/second" "$GROUPS_FOLDER"; do
    until rmdir "$group" 2>/dev/null || [ $SECONDS -ge $deadline ]; do sleep 0.2; done
  done
  GROUPS_FOLDER=''
}

# What one stream costs with many beside it, against with few.
compare() {
  awk -F '\t' '
    !($2 in few) { few[$2] = $3; streams[$2] = $1; next }
    { printf "processor time for each %s: %s ms with %d streams, %s ms with %d: ratio %.2f\n", $2, few[$2], streams[$2], $3, $1, $3 / few[$2] }' "$LOGS/costs"
}

main
