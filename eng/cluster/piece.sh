#!/usr/bin/env bash
# Stops, kills or starts single pieces of a running cluster, for tests of what a client does meanwhile.
# Usage: eng/cluster/piece.sh FOLDER stop|kill|start etcd|apiserver|crdserver|controller-manager
#        eng/cluster/piece.sh FOLDER compact
#   stop       asks it to end and waits            kill    ends it as a crash would
#   start      with the same ports and data, and waits until it is ready; the API server brings a missing crdserver
#              along, without which it is never ready
#   compact    makes etcd forget all revisions but the newest one. Servers still remember what their watch caches hold:
#              kill and start apiserver and crdserver too, to see "410 Gone" for an old resource version
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"
# shellcheck source=eng/cluster/node.sh
. "$HERE/node.sh"

main() {
  local usage='usage: piece.sh FOLDER stop|kill|start etcd|apiserver|crdserver|controller-manager, or piece.sh FOLDER compact'
  [ $# -ge 2 ] || die "$usage"
  use_folder "$1"
  [ ! -f "$FOLDER/existing" ] || die "$FOLDER stands for an existing cluster, whose pieces are not ours"
  load_settings
  request_headers
  if [ "$2 $#" = "compact 2" ]; then
    compact
    return
  fi
  [[ $# = 3 && $3 =~ ^(etcd|apiserver|crdserver|controller-manager)$ ]] || die "$usage"
  has "$3" || die "this cluster has no $3"
  case $2 in
    stop) end_piece "$3" TERM ;;
    kill) end_piece "$3" KILL ;;
    start) begin "$3" ;;
    *) die "$usage" ;;
  esac
}

begin() {
  is_running "$1" || "start_$1"
  "ready_$1" || exit 1
}

compact() {
  local revision
  # Any answer carries the newest revision; AA== is the key of one zero byte, which does not exist.
  revision=$(etcd_call kv/range '{"key":"AA=="}' | grep -oE '"revision": *"[0-9]+"' | grep -oE '[0-9]+')
  etcd_call kv/compaction "{\"revision\":\"$revision\",\"physical\":true}" >/dev/null
  echo "compacted at revision $revision"
}

main "$@"
