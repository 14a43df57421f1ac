#!/usr/bin/env bash
# One operator, many streams, a real API server: time until all have their objects, memory, and what it asks and computes at rest.
# Usage: benchmarks/operator.sh      needs make servers, make cluster, and Release builds of operator, emulator and benchmarks/Fleet
# Environment:
#   STREAMS   default 1000
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
EMULATOR_PID='' FLEET_PID=''

finish() {
  for pid in $FLEET_PID $EMULATOR_PID; do kill -KILL "$pid" 2>/dev/null || true; done
  # The operators of a benchmark that was broken off.
  if [ -f "$LOGS/operators" ]; then
    while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done <"$LOGS/operators"
  fi
  eng/servers/run.sh stop "$FOLDER/servers" >/dev/null 2>&1 || true
  eng/cluster/stop.sh "$FOLDER/cluster" --clean >/dev/null 2>&1 || true
  rm -rf "$FOLDER"
}

main() {
  trap finish EXIT
  trap 'exit 130' INT TERM
  ulimit -n 65536 2>/dev/null || true
  mkdir -p "$LOGS" && rm -f "$LOGS/operators"
  eng/cluster/start.sh "$FOLDER/cluster" --until-exit-of $$ >/dev/null
  eng/servers/run.sh start "$FOLDER/servers" >/dev/null 2>&1
  # shellcheck disable=SC1091
  . "$FOLDER/servers/servers.env"
  "$EMULATOR" serve --port 0 --port-file "$FOLDER/port" >"$LOGS/emulator.log" 2>&1 &
  EMULATOR_PID=$!
  until [ -s "$FOLDER/port" ]; do sleep 0.1; done
  curl -sf --noproxy '*' -X PUT "$S3_ENDPOINT/keyspaces-data-fleet" -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' >/dev/null
  eng/cluster/kubectl.sh "$FOLDER/cluster" apply -f config/crd/keyspaces-streamer.dev_keyspacescdcstreams.yaml >/dev/null
  eng/cluster/kubectl.sh "$FOLDER/cluster" wait --for=condition=Established --timeout="${PATIENCE}s" crd/keyspacescdcstreams.keyspaces-streamer.dev >/dev/null
  artifacts/bin/Fleet/release/Fleet "$OPERATOR" "$FOLDER/cluster/admin.kubeconfig" \
    "http://127.0.0.1:$(cat "$FOLDER/port")" "$DYNAMODB_ENDPOINT" "$S3_ENDPOINT" "$LOGS" "$STREAMS" "$REST" &
  FLEET_PID=$!
  local code=0
  wait "$FLEET_PID" || code=$?
  [ -z "${PAUSE:-}" ] || { echo "kubeconfig $FOLDER/cluster/admin.kubeconfig"; sleep "$PAUSE"; }
  return $code
}

main
