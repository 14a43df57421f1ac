#!/usr/bin/env bash
# The whole road on one machine, without AWS: a stream of changes, two pods, S3 and DynamoDB; one pod is killed on the way. The objects are Parquet,
# and in the end DuckDB answers questions about them.
# Usage: eng/demo.sh      Ends with 0 only when every change is in exactly one object and nothing is left running.
# Environment:
#   DEMO_CHANGES   changes to make, default 20000
#   DEMO_RATE      changes a second, default 800
#   DEMO_LOGS      folder that gets the logs of all processes; default artifacts/demo, and only after a failure
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
# shellcheck source=eng/demo/parts.sh
. "$HERE/demo/parts.sh"
cd "$HERE/.."

CHANGES=${DEMO_CHANGES:-20000}
RATE=${DEMO_RATE:-800}
POD=artifacts/publish/StreamPod/release_linux-x64/streampod
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
PYTHON=/usr/bin/python3 # the one that the packages of the cache folder fit
export PYTHONPATH="$CACHE/moto/root/usr/lib/python3/dist-packages"
# Every process below this one carries this mark; the ones that are left at the end are found by it.
export KEYSPACES_STREAMER_DEMO="$$.$EPOCHREALTIME"

main() {
  FOLDER=$(mktemp -d)
  trap finish EXIT
  trap 'exit 130' INT TERM

  section "Set-up"
  set_up
  section "Start"
  start_servers
  start_pods
  section "Stream: $CHANGES changes of media.media_content, $RATE a second, over 4 shards with a split and a merge"
  stream_changes
  section "Objects in S3"
  "$PYTHON" -s "$HERE/demo/objects.py" list demo
  section "What DuckDB finds in them"
  query
  section "Leases in DynamoDB (streampod leases show)"
  "$POD" leases show --settings "$FOLDER/settings.json" </dev/null | indented
  section "Proof"
  prove
  section "Stop"
  stop_all
  conclude
}

set_up() {
  ensure_command curl curl
  timed "test servers" "$HERE/servers/install.sh"
  timed "DuckDB" "$HERE/readers/install.sh"
  if is_fresh "$EMULATOR" src/StreamsEmulator; then
    row "emulator" "built before"
  else
    timed "emulator" dotnet build src/StreamsEmulator -c Release -nologo -v quiet
  fi
  if is_fresh "$POD" src/StreamPod src/AwsAccess src/Contracts src/Hosting src/KeyspacesStreams; then
    row "streampod" "built before, $(size_of "$POD")"
  else
    timed "streampod" dotnet publish src/StreamPod -c Release -r linux-x64 -nologo -v quiet
    row "" "native binary, $(size_of "$POD")"
  fi
}

start_servers() {
  "$HERE/servers/run.sh" start "$FOLDER/servers" >/dev/null
  set -a
  # shellcheck source=/dev/null
  . "$FOLDER/servers/servers.env"
  set +a
  background emulator "$EMULATOR" serve --port 0 --port-file "$FOLDER/emulator.port"
  await "$PATIENCE" "the emulator did not start" test -s "$FOLDER/emulator.port"
  STREAM_ENDPOINT="http://127.0.0.1:$(cat "$FOLDER/emulator.port")"
  row "Keyspaces" "$STREAM_ENDPOINT (our emulator)"
  row "S3" "$S3_ENDPOINT (moto)"
  row "DynamoDB" "$DYNAMODB_ENDPOINT (dynalite)"
  # Here and not with the changes: the pods must find a stream when they start.
  "$EMULATOR" create-table media.media_content --shards 4 --endpoint "$STREAM_ENDPOINT" >/dev/null
  "$PYTHON" -s "$HERE/demo/objects.py" create demo
  write_settings >"$FOLDER/settings.json"
  # As the operator does for its pods: the table's columns, asked of the API of Keyspaces tables.
  "$POD" schema --settings "$FOLDER/settings.json" </dev/null >"$FOLDER/schema.json"
  write_settings "$(cat "$FOLDER/schema.json")" >"$FOLDER/settings.json"
  row "schema" "streampod schema has asked GetTable and GetType"
  "$POD" settings check "$FOLDER/settings.json" </dev/null >/dev/null
}

# Short times, so that half a minute shows what takes a minute with the defaults: an object every 3 s at the latest,
# a silent pod counts as dead after 5 s instead of 10 s.
# write_settings [SCHEMA]
write_settings() {
  local schema=${1:+, \"schema\": $1}
  cat <<JSON
{
  "resource": { "name": "demo" },
  "source": { "keyspace": "media", "table": "media_content", "region": "us-east-1", "endpoint": "$STREAM_ENDPOINT"$schema },
  "destination": {
    "bucket": "demo", "endpoint": "$S3_ENDPOINT", "format": "Parquet", "record": "Flat",
    "keyTemplate": "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json", "rotation": { "maxAge": "3s" }
  },
  "checkpoint": { "table": "demo-leases", "endpoint": "$DYNAMODB_ENDPOINT" },
  "pod": { "heartbeatInterval": "1s", "workerTimeout": "5s", "memoryBudgetBytes": "64Mi" }
}
JSON
}

start_pods() {
  start_pod pod-a
  start_pod pod-b
  row "pods" "pod-a on port $(port_of pod-a), pod-b on port $(port_of pod-b)"
}

# start_pod NAME: comes back once the pod is ready.
start_pod() {
  background "$1" "$POD" run --settings "$FOLDER/settings.json" --worker "$1" --port 0
  PODS+=("$1")
  await "$PATIENCE" "$1 did not become ready" is_ready "$1"
}

# The workload splits a shard after a third of the changes and merges two after two thirds. The kill comes in between,
# the replacement once the dead pod's shards have new owners.
stream_changes() {
  "$EMULATOR" workload media.media_content --count "$CHANGES" --rate "$RATE" --splits 1 --merges 1 --background \
    --endpoint "$STREAM_ENDPOINT" >/dev/null
  BEGAN=$SECONDS
  table_head
  watch_until made_at_least $((CHANGES * 45 / 100))
  event "pod-a is killed (SIGKILL) while it holds $(shards_of pod-a)"
  kill_hard pod-a
  watch_until is_orphaned_no_more pod-a
  event "pod-a counts as dead: pod-b has taken its shards$(pending_of pod-b)"
  start_pod pod-c
  event "pod-c started in its place"
  watch_until is_made
  "$EMULATOR" ledger --endpoint "$STREAM_ENDPOINT" >"$FOLDER/ledger.jsonl"
  RECORDS=$(grep -c '"kind":"record"' "$FOLDER/ledger.jsonl")
  watch_until is_caught_up
  event "caught up"
}

query() {
  "$PYTHON" -s "$HERE/demo/objects.py" fetch demo "$FOLDER/objects"
  local files="read_parquet('$FOLDER/objects/media/media_content/dt=*/*.parquet', union_by_name = true, hive_partitioning = true)"
  question "changes by operation" "SELECT dt, _op, count(*) AS changes FROM $files GROUP BY ALL ORDER BY ALL"
  # Along splits and merges of shards _lineage grows, and within a shard _seq does.
  question "the latest row of three keys" "
    SELECT content_id, seq, version, title, _op FROM (
      SELECT *, row_number() OVER (PARTITION BY content_id, seq ORDER BY _lineage DESC, _seq DESC) AS newest FROM $files WHERE _kind = 'row')
    WHERE newest = 1 AND _op <> 'DELETE' ORDER BY version DESC, content_id LIMIT 3"
}

# question WHAT SQL
question() {
  printf '  %s\n' "$1"
  "$HERE/readers/run.sh" sql "$2" | indented
}

prove() {
  local code=0 files
  mapfile -t files < <(find "$FOLDER/objects" -type f)
  "$HERE/readers/run.sh" duckdb "${files[@]}" >"$FOLDER/rows.txt"
  "$PYTHON" -s "$HERE/demo/objects.py" compare-rows "$FOLDER/ledger.jsonl" "$FOLDER/rows.txt" || fail "the bucket differs from the stream"
  "$POD" verify --deep --no-progress --settings "$FOLDER/settings.json" </dev/null >"$FOLDER/verify.txt" || code=$?
  if [ $code != 0 ]; then
    indented <"$FOLDER/verify.txt"
    fail "streampod verify --deep ended with exit code $code"
  else
    row "verify --deep" "$(tail -n 1 "$FOLDER/verify.txt")"
  fi
}

stop_all() {
  local name
  for name in "${PODS[@]}"; do terminate "$name"; done
  terminate emulator
  "$HERE/servers/run.sh" stop "$FOLDER/servers"
  row "servers" "stopped"
  local left
  left=$(left_over)
  if [ -n "$left" ]; then
    printf '%s\n' "$left" | indented
    fail "processes are left running"
  else
    row "left running" "nothing"
  fi
}

conclude() {
  echo
  if [ ${#FAILURES[@]} = 0 ]; then
    echo "Done in $((SECONDS - BEGAN)) s: $RECORDS changes, each in exactly one object."
  else
    printf 'FAILED: %s\n' "${FAILURES[@]}"
    exit 1
  fi
}

main
