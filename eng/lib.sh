# Functions shared by the scripts under eng/ and .ci/. Sourced, never executed.
# shellcheck shell=bash

# Everything that is downloaded or installed for tests lives here, outside the checkout.
CACHE="${KEYSPACES_STREAMER_CACHE:-$HOME/.cache/keyspaces-streamer}"
export KEYSPACES_STREAMER_CACHE="$CACHE"

# The one bound of everything that a script waits for, in seconds. A machine that is slow or busy stays far below it: only a hang gets there.
# shellcheck disable=SC2034  # for those who source this
PATIENCE=300

say() { printf '%s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_debian_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -f /etc/debian_version ]; }

# ensure_packages WHY PACKAGE...: installs distribution packages when we may, else says what to install.
ensure_packages() {
  local why=$1
  shift
  is_debian_root || die "$why. Install: $* (on Debian as root: apt-get install $*)"
  say "$why: installing $*"
  export DEBIAN_FRONTEND=noninteractive
  if ! apt-get -qq install -y --no-install-recommends "$@" </dev/null >&2; then
    # A fresh image has no package lists yet, or stale ones.
    apt-get -qq update </dev/null >&2 || die "apt-get update failed; $why"
    apt-get -qq install -y --no-install-recommends "$@" </dev/null >&2 || die "apt-get install $* failed; $why"
  fi
}

# ensure_command COMMAND PACKAGE...: makes sure that COMMAND can be run.
ensure_command() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return 0
  ensure_packages "$command is missing" "$@"
  command -v "$command" >/dev/null || die "$command is still missing after installing $*"
}

# version_at_least FOUND WANTED
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# install_once FOLDER MARK COMMAND: runs COMMAND MARK, one installation at a time, unless is_current MARK of the caller says that it was done.
install_once() {
  local folder=$1 mark=$2 command=$3
  if is_current "$mark"; then return; fi
  mkdir -p "$folder"
  ensure_command flock util-linux
  exec 9>"$folder/.lock"
  flock -w 900 9 || die "another installation has held $folder/.lock for 15 minutes"
  if is_current "$mark"; then return; fi
  # The children must not keep the lock when this script is killed.
  "$command" "$mark" 9>&-
}

# A pid file holds the id and the start time, so that a reused id is never taken for our process.
remember() { echo "$1 $(start_time "$1")" >"$2"; }

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

is_running() {
  local pid began
  read -r pid began 2>/dev/null <"$1" || return 1
  [ -n "$began" ] && [ "$(start_time "$pid")" = "$began" ] && [ "$(sed 's/.*) //' "/proc/$pid/stat" | cut -c1)" != Z ]
}

# kill_remembered FILE: ends the process of a pid file, if it still runs.
kill_remembered() {
  local pid
  if is_running "$1"; then
    read -r pid _ <"$1"
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 30); do
      is_running "$1" || break
      sleep 0.1
    done
    if is_running "$1"; then kill -KILL "$pid" 2>/dev/null || true; fi
  fi
  rm -f "$1"
}
