#!/usr/bin/env bash
# Ends the cluster of FOLDER: every process, and with a node its mounts, network devices and control groups.
# Usage: eng/cluster/stop.sh FOLDER [--clean]
#   --clean    deletes FOLDER; without it, start.sh continues with the same data
# Running it again, or on a folder without a cluster, does nothing. An existing cluster is left alone.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"
# shellcheck source=eng/cluster/node.sh
. "$HERE/node.sh"

main() {
  local option=${2:-}
  if [ $# = 0 ] || [[ $1 = -* ]] || [[ ! $option =~ ^(|--clean|--locked)$ ]]; then die "usage: stop.sh FOLDER [--clean]"; fi
  use_folder "$1"
  [ -d "$FOLDER" ] || return 0
  if [ "$option" = --clean ] && [ ! -f "$FOLDER/.lock" ] && [ -n "$(ls -A "$FOLDER")" ]; then
    die "$FOLDER is not the folder of a cluster; nothing is deleted"
  fi
  # --locked: start.sh calls this while it holds the lock itself.
  if [ "$option" != --locked ]; then
    exec 8>"$FOLDER/.lock"
    flock -w 120 8 || die "another start or stop has held $FOLDER/.lock for 2 minutes"
  fi
  end_all
  if [ "$option" = --clean ]; then
    rm -rf --one-file-system "$FOLDER"
  fi
}

end_all() {
  local i owner
  # The watcher of start.sh --until-exit-of, with its tail; unless it is what became this very process.
  if is_running owner && read -r owner _ <"$FOLDER/pids/owner" && [ "$owner" != $$ ]; then
    kill -KILL -- "-$owner" 2>/dev/null || true
  fi
  rm -f "$FOLDER/pids/owner"
  # The node goes first: a kubelet that runs restarts what is killed.
  if [ -f "$FOLDER/node" ]; then
    end_piece kubelet KILL
    end_pods
  fi
  # KILL: there is no state worth a graceful end. etcd's data survive it.
  for ((i = ${#PIECES[@]} - 1; i >= 0; i--)); do end_piece "${PIECES[i]}" KILL; done
  if [ -f "$FOLDER/node" ]; then remove_node; fi
}

main "$@"
