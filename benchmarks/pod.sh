# shellcheck shell=bash
# For the benchmarks of whole pods: servers, a stream full of records, and what the native pod takes to move it.
# Sourced after eng/lib.sh, in the repository's folder, with SHARDS, RECORDS and BYTES set.

# shellcheck disable=SC2034  # for those who source this
POD=artifacts/publish/StreamPod/release_linux-x64/streampod
EMULATOR=artifacts/bin/StreamsEmulator/release/streams-emulator
FOLDER=$(mktemp -d)
EMULATOR_PID='' POD_PID=''

finish() {
  for pid in $POD_PID $EMULATOR_PID; do kill -KILL "$pid" 2>/dev/null || true; done
  # shellcheck disable=SC2086  # none, one or both
  wait $POD_PID $EMULATOR_PID 2>/dev/null || true
  eng/servers/run.sh stop "$FOLDER/servers" >/dev/null 2>&1 || true
  rm -rf "$FOLDER"
}

# Sets STREAMS, S3_ENDPOINT and credentials; the stream holds all its records already.
start_stream() {
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
}

# write_settings [SOURCE [DESTINATION]]: further members of both.
write_settings() {
  cat >"$FOLDER/settings.json" <<JSON
{"resource":{"name":"bench"},
 "source":{"keyspace":"media","table":"media_content","region":"us-east-1","endpoint":"$STREAMS"${1:-}},
 "destination":{"bucket":"bench","endpoint":"$S3_ENDPOINT","keyTemplate":"{table}/{yyyy}/{shardId}/{sequenceNumber}.json","rotation":{"maxAge":"1s"}${2:-}},
 "checkpoint":{"table":"bench","endpoint":"sqlite://$FOLDER/leases"}}
JSON
}

# measure BINARY: sets RATE to its records per second of processor time from its start to the last commit, as the kernel counts it, and STORED to the
# bytes that it stored of a record.
measure() {
  local port ticks
  rm -rf "$FOLDER/leases" && mkdir "$FOLDER/leases"
  curl -sf -X POST "$S3_ENDPOINT/moto-api/reset" >/dev/null
  curl -sf -X PUT "$S3_ENDPOINT/bench" -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' >/dev/null
  "$1" run --settings "$FOLDER/settings.json" --worker bench --port 0 >"$FOLDER/pod.log" 2>&1 &
  POD_PID=$!
  until grep -q '"event":"StatusServerListening"' "$FOLDER/pod.log"; do
    kill -0 "$POD_PID" 2>/dev/null || { tail -3 "$FOLDER/pod.log" >&2; die "the pod did not start"; }
    sleep 0.05
  done
  port=$(grep -m1 '"event":"StatusServerListening"' "$FOLDER/pod.log" | sed 's/.*"port":\([0-9]*\).*/\1/')
  until [ "$(sum_of "$port" keyspaces_cdc_records_committed_total)" -ge $((SHARDS * RECORDS)) ]; do
    kill -0 "$POD_PID" 2>/dev/null || { tail -3 "$FOLDER/pod.log" >&2; die "the pod ended"; }
    sleep 0.3
  done
  ticks=$(awk '{ print $14 + $15 }' "/proc/$POD_PID/stat")
  # shellcheck disable=SC2034  # for those who source this
  STORED=$(($(sum_of "$port" keyspaces_cdc_object_bytes_written_total) / (SHARDS * RECORDS)))
  kill -KILL "$POD_PID"
  wait "$POD_PID" 2>/dev/null || true
  POD_PID=''
  RATE=$((SHARDS * RECORDS * $(getconf CLK_TCK) / ticks))
}

# sum_of PORT METRIC
sum_of() { { curl -s "http://127.0.0.1:$1/metrics" || true; } | awk -v metric="$2" 'index($1, metric) == 1 { sum += $2 } END { printf "%d", sum }'; }
