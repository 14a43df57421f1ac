#!/usr/bin/env bash
# Unpacks promtool and a Lua 5.1 interpreter from Debian's packages into the cache folder; nothing is installed on the system.
# Running it again does nothing.
# Usage: eng/observability/install.sh [--force]
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/packages.sh
. "$HERE/../cluster/packages.sh"

TOOLS=$CACHE/observability
WORK=$TOOLS/work
SUITE=bookworm
# Argo CD runs health checks in the dialect of Lua 5.1.
PACKAGES=(prometheus lua5.1 libreadline8 libtinfo6)

main() {
  if [ "${1:-}" = --force ]; then rm -rf "$TOOLS"; fi
  local recipe
  recipe=$(sha256sum <"$HERE/install.sh" | cut -d' ' -f1)
  install_once "$TOOLS" "$recipe" unpack
}

is_current() { [ -x "$TOOLS/bin/promtool" ] && [ -x "$TOOLS/bin/lua5.1" ] && [ "$(cat "$TOOLS/recipe" 2>/dev/null)" = "$1" ]; }

unpack() {
  if [ ! -f /etc/debian_version ] || ! command -v apt-get >/dev/null; then
    die "the tools are unpacked from Debian's packages, and this is not Debian"
  fi
  [ "$(uname -m)" = x86_64 ] || die "the tools are unpacked for amd64 (x86_64) only, this is $(uname -m)"
  ensure_command xz xz-utils
  rm -rf "$WORK/unpacked"
  unpack_packages "$SUITE" "$WORK/unpacked" "${PACKAGES[@]}"
  mkdir -p "$TOOLS/bin" "$TOOLS/lib"
  cp "$WORK/unpacked/usr/bin/promtool" "$WORK/unpacked/usr/bin/lua5.1" "$TOOLS/bin/"
  cp -P "$WORK"/unpacked/lib/x86_64-linux-gnu/lib{readline,tinfo}.so.* "$TOOLS/lib/"
  rm -rf "$WORK"
  echo "$1" >"$TOOLS/recipe"
  say "observability: promtool and lua5.1 are ready in $TOOLS"
}

main "$@"
