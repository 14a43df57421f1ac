# What eng/demo.sh is made of: output, processes, and what the pods tell. Sourced, never executed.
# shellcheck shell=bash

declare -A PID=()
PODS=() FAILURES=()
BEGAN=$SECONDS SHOWN=-99 KEPT='' RECORDS=0
MADE=0 MAKING=yes COMMITTED=0 OBJECTS=0 LAG=0 HELD=''

# --- Output -----------------------------------------------------------------------------------------------------

section() { printf '\n%s\n' "$1"; }
row() { printf '  %-14s  %s\n' "$1" "$2"; }
indented() { sed 's/^\(.\)/  \1/'; }
size_of() { du -h --apparent-size "$1" | cut -f 1; }

fail() {
  FAILURES+=("$1")
  printf '  FAILED: %s\n' "$1"
}

# timed WHAT COMMAND...: its output matters only when it fails.
timed() {
  local what=$1 began=$SECONDS
  shift
  if ! "$@" >"$FOLDER/step.log" 2>&1 </dev/null; then
    cat "$FOLDER/step.log" >&2
    die "$what: failed, see above"
  fi
  row "$what" "ready ($((SECONDS - began)) s)"
}

# is_fresh BINARY SOURCE...: whether the binary is newer than all it is made of.
is_fresh() {
  local binary=$1
  shift
  [ -x "$binary" ] && [ -z "$(find "$@" Directory.*.props global.json -type f -newer "$binary" -print -quit)" ]
}

table_head() { printf '  %5s  %8s  %9s  %7s  %7s  %s\n' time changes committed objects lag 'shards held'; }

progress_line() {
  printf '  %3d s  %8d  %9d  %7d  %5.1f s  %s' $((SECONDS - BEGAN)) "$MADE" "$COMMITTED" "$OBJECTS" "$LAG" "$HELD"
}

# On a terminal one line that changes; elsewhere a line every three seconds.
show_progress() {
  if [ -t 1 ]; then
    printf '\r\033[K%s' "$(progress_line)"
  elif [ $((SECONDS - SHOWN)) -ge 3 ]; then
    keep_progress
  fi
}

keep_progress() {
  local line
  line=$(progress_line)
  if [ -t 1 ]; then printf '\r\033[K'; fi
  if [ "$line" != "$KEPT" ]; then printf '%s\n' "$line"; fi
  KEPT=$line SHOWN=$SECONDS
}

# An event is below the figures of its moment.
event() {
  keep_progress
  printf '  %5s  %s\n' '' "-> $1"
}

# --- Processes --------------------------------------------------------------------------------------------------

# background NAME COMMAND...: in a session of its own, so that Ctrl-C reaches this script alone and the order of the
# stop is ours.
background() {
  local name=$1
  shift
  setsid "$@" </dev/null >"$FOLDER/$name.log" 2>&1 &
  PID[$name]=$!
}

is_alive() { kill -0 "${PID[$1]}" 2>/dev/null; }

# await SECONDS COMPLAINT COMMAND...
await() {
  local deadline=$((SECONDS + $1)) complaint=$2
  shift 2
  until "$@"; do
    if [ $SECONDS -ge $deadline ]; then die "$complaint"; fi
    sleep 0.1
  done
}

# A shell reports a killed child on its error output, hence the braces.
kill_hard() {
  kill -KILL "${PID[$1]}"
  { wait "${PID[$1]}" || true; } 2>/dev/null
  forget "$1"
}

forget() {
  local name kept=()
  for name in "${PODS[@]}"; do
    if [ "$name" != "$1" ]; then kept+=("$name"); fi
  done
  PODS=("${kept[@]}")
  unset "PID[$1]"
}

# terminate NAME: SIGTERM, and its exit code must be 0.
terminate() {
  local began=$EPOCHREALTIME code=0
  kill -TERM "${PID[$1]}" 2>/dev/null || true
  wait "${PID[$1]}" || code=$?
  unset "PID[$1]"
  if [ $code = 0 ]; then
    row "$1" "$(awk -v from="$began" -v to="$EPOCHREALTIME" 'BEGIN { printf "stopped in %.1f s, exit code 0", to - from }')"
  else
    fail "$1 ended with exit code $code"
  fi
}

# left_over: the processes that carry our mark, as id and command. Those of our own session are this script and the
# search itself; one without a session is gone already.
left_over() {
  local pid session own
  own=$(session_of $$)
  { grep -lsz "^KEYSPACES_STREAMER_DEMO=$KEYSPACES_STREAMER_DEMO\$" /proc/[0-9]*/environ || true; } | cut -d/ -f3 |
    while read -r pid; do
      session=$(session_of "$pid")
      if [ -n "$session" ] && [ "$session" != "$own" ]; then
        printf '%s %s\n' "$pid" "$({ tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null)"
      fi
    done
}

session_of() { { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null || true; } | cut -d' ' -f4; }

# The way out of every end, Ctrl-C included: pods first, so that they can commit and release.
# shellcheck disable=SC2317,SC2329  # called by the trap
finish() {
  local code=$? name
  trap - EXIT
  trap '' INT TERM
  set +e # each step of the way out is worth taking, whatever became of the one before
  if [ ${#PID[@]} -gt 0 ]; then
    kill -TERM "${PID[@]}" 2>/dev/null || true
    for _ in $(seq 100); do
      for name in "${!PID[@]}"; do
        if ! is_alive "$name"; then unset "PID[$name]"; fi
      done
      if [ ${#PID[@]} = 0 ]; then break; fi
      sleep 0.1
    done
  fi
  "$HERE/servers/run.sh" stop "$FOLDER/servers"
  left_over | while read -r pid _; do kill -KILL "$pid" 2>/dev/null || true; done
  keep_logs "$code"
  rm -rf "$FOLDER"
  exit "$code"
}

keep_logs() {
  local target=${DEMO_LOGS:-}
  if [ "$1" != 0 ] && [ "$1" != 130 ]; then target=${target:-artifacts/demo}; fi
  if [ -n "$target" ]; then
    mkdir -p "$target"
    cp "$FOLDER"/*.log "$FOLDER"/*.jsonl "$FOLDER"/*.json "$FOLDER"/*.txt "$target" 2>/dev/null || true
    say "logs: $target"
  fi
}

# --- What pods and emulator tell ----------------------------------------------------------------------------------

port_of() { sed -nE 's/.*listens on port ([0-9]+).*/\1/p' "$FOLDER/$1.log" 2>/dev/null | head -n 1; }

ask() { curl -fsS --noproxy '*' --max-time "$PATIENCE" "$@" 2>/dev/null; }

is_ready() {
  local port
  is_alive "$1" || die "$1 ended: $(tail -n 1 "$FOLDER/$1.log")"
  port=$(port_of "$1")
  [ -n "$port" ] && ask "http://127.0.0.1:$port/readyz" >/dev/null
}

# Records and objects are in the lease table, where they outlive the pod that wrote them; the lag only a pod knows.
look() {
  local figures port name lag
  figures=$(ask "$STREAM_ENDPOINT/_emulator/workloads/1") || figures=''
  MADE=$(grep -oE '"changes": ?[0-9]+' <<<"$figures" | grep -oE '[0-9]+' || echo "$MADE")
  if grep -qE '"state": ?"finished"' <<<"$figures"; then MAKING=no; fi
  "$POD" leases show --settings "$FOLDER/settings.json" </dev/null >"$FOLDER/leases.txt"
  read -r COMMITTED OBJECTS < <(leases_of '' | awk '{ records += $5; objects += $6 } END { print records + 0, objects + 0 }')
  HELD=$(leases_of '' | awk '$2 != "-" { split($2, name, "/"); held[name[1]]++ } END { for (pod in held) print pod, held[pod] }' |
    sort | paste -s -d , - | sed 's/,/, /g')
  LAG=0
  for name in "${PODS[@]}"; do
    port=$(port_of "$name")
    lag=$(ask "http://127.0.0.1:$port/metrics" | awk '$1 == "keyspaces_cdc_lag_seconds" { print $2 }') || lag=''
    LAG=$(awk -v a="$LAG" -v b="${lag:-999}" 'BEGIN { print (a > b ? a : b) }')
  done
}

# leases_of POD: rows of the lease table, all of them for ''.
leases_of() {
  awk -v pod="$1" 'seen && NF && (pod == "" || index($2, pod "/") == 1) { print } $1 == "SHARD" { seen = 1 }' "$FOLDER/leases.txt"
}

shards_of() {
  local count
  count=$(leases_of "$1" | wc -l)
  if [ "$count" = 1 ]; then echo "1 shard"; else echo "$count shards"; fi
}

# Whether the kill hit a group between its pending group and its commit, and this pod finished it; 4004 is the event of the log.
pending_of() {
  local count
  count=$(grep -c '"eventId":4004' "$FOLDER/$1.log" || true)
  if [ "$count" != 0 ]; then echo ", and finished what was prepared in $count of them"; fi
}

# watch_until CONDITION...: looks, shows, asks the condition; bounded.
watch_until() {
  local deadline=$((SECONDS + CHANGES / RATE + PATIENCE)) name
  while :; do
    look
    show_progress
    if "$@"; then return; fi
    for name in "${PODS[@]}"; do
      is_alive "$name" || die "$name ended by itself: $(tail -n 1 "$FOLDER/$name.log")"
    done
    if [ $SECONDS -ge $deadline ]; then die "waited too long for: $*"; fi
    sleep 0.5
  done
}

made_at_least() { [ "$MADE" -ge "$1" ]; }
is_made() { [ $MAKING = no ]; }
is_orphaned_no_more() { [ "$(leases_of "$1" | wc -l)" = 0 ]; }
is_caught_up() { [ "$COMMITTED" = "$RECORDS" ] && [ "$LAG" = 0 ]; }
