#!/usr/bin/env bash
# Runs the installed test servers in the background, on free ports of the loopback interface or of another address.
#   eng/servers/run.sh start DIR [ADDRESS]    starts both, waits till they answer, writes DIR/servers.env
#   eng/servers/run.sh stop DIR     ends exactly the processes that start began
#   eng/servers/run.sh status DIR   says which run; exit code 0 only when both do
# DIR/servers.env can be sourced: S3_ENDPOINT, DYNAMODB_ENDPOINT and the credentials both accept.
# Logs: DIR/moto.log, DIR/dynalite.log.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

main() {
  [ $# = 2 ] || [ "$1 $#" = "start 3" ] || die "usage: run.sh start DIR [ADDRESS], or run.sh stop|status DIR"
  local verb=$1 folder=$2 address=${3:-127.0.0.1}
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  case $verb in
    start) start "$folder" "$address" ;;
    stop) stop "$folder" ;;
    status) status "$folder" ;;
    *) die "unknown verb '$verb'; it is start, stop or status" ;;
  esac
}

start() {
  local folder=$1 address=$2
  if is_running "$folder/dynalite.pid" || is_running "$folder/moto.pid"; then
    die "servers of $folder run already; stop them first"
  fi
  for launcher in dynalite/dynalite moto/moto_server; do
    [ -x "$CACHE/$launcher" ] || die "$CACHE/$launcher is not there; run: make servers"
  done
  trap 'stop "$folder"' ERR INT TERM
  launch "$folder" "$address" dynalite "$CACHE/dynalite/dynalite" --host "$address" \
    --createTableMs 5 --deleteTableMs 5 --updateTableMs 5 --port
  launch "$folder" "$address" moto env MOTO_ADDRESS="$address" "$CACHE/moto/moto_server"
  trap - ERR INT TERM
  cat >"$folder/servers.env" <<ENV
S3_ENDPOINT=http://$address:$(cat "$folder/moto.port")
DYNAMODB_ENDPOINT=http://$address:$(cat "$folder/dynalite.port")
AWS_ACCESS_KEY_ID=test
AWS_SECRET_ACCESS_KEY=test
AWS_REGION=us-east-1
ENV
  cat "$folder/servers.env"
}

# launch DIR ADDRESS NAME COMMAND...: runs COMMAND with a free port as its last word. Between finding a free port and its
# use another process may take it, so a server that dies at once gets another port.
launch() {
  local folder=$1 address=$2 name=$3 port
  shift 3
  for _ in 1 2 3; do
    port=$(free_port "$address")
    # a session of its own: Ctrl-C in the caller's terminal must not reach it
    setsid "$@" "$port" </dev/null >"$folder/$name.log" 2>&1 &
    remember $! "$folder/$name.pid"
    if answers "$folder/$name.pid" "http://$address:$port/"; then
      echo "$port" >"$folder/$name.port"
      return
    fi
    kill_remembered "$folder/$name.pid"
  done
  tail -n 20 "$folder/$name.log" >&2
  say "error: $name did not answer within $PATIENCE s; its log is $folder/$name.log"
  return 1
}

free_port() {
  /usr/bin/python3 -s -c 'import socket, sys; s = socket.socket(); s.bind((sys.argv[1], 0)); print(s.getsockname()[1])' "$1"
}

# Any answer counts: what matters is that the server reads requests.
answers() {
  local pid_file=$1 url=$2 deadline=$((SECONDS + PATIENCE))
  while [ $SECONDS -lt $deadline ]; do
    is_running "$pid_file" || return 1
    /usr/bin/python3 -s - "$url" <<'PYTHON' && return 0
import sys, urllib.error, urllib.request
try:
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1], timeout=60)
except urllib.error.HTTPError:
    pass
except OSError:
    sys.exit(1)
PYTHON
    sleep 0.1
  done
  return 1
}

stop() {
  kill_remembered "$1/dynalite.pid"
  kill_remembered "$1/moto.pid"
  rm -f "$1"/servers.env "$1"/{dynalite,moto}.port
}

status() {
  local all=0
  for name in dynalite moto; do
    if is_running "$1/$name.pid"; then
      echo "$name: running, port $(cat "$1/$name.port" 2>/dev/null || echo '?')"
    else
      echo "$name: not running"
      all=1
    fi
  done
  return $all
}

main "$@"
