#!/usr/bin/env bash
# Installs the readers by which the tests judge our files into the cache folder:
#   readers/node_modules     hyparquet and DuckDB for Parquet, avsc for Avro, dt-sql-parser for SQL (npm, versions in package-lock.json)
#   readers/python           Apache's avro for Python (Debian's package, unpacked, not installed)
# Usage: eng/readers/install.sh [--force]
# Running it again does nothing.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/packages.sh
. "$HERE/../cluster/packages.sh"

READERS=$CACHE/readers
WORK=$READERS/work
SUITE=bookworm
PYTHON=/usr/bin/python3 # the one that Debian's packages are made for
PACKAGES=(python3-avro python3-zstandard)

main() {
  if [ "${1:-}" = --force ]; then rm -rf "$READERS"; fi
  local recipe
  recipe=$(cat "$HERE/install.sh" "$HERE/package-lock.json" | sha256sum | cut -d' ' -f1)
  install_once "$READERS" "$recipe" install
}

is_current() { [ -d "$READERS/node_modules/hyparquet" ] && [ -d "$READERS/python/avro" ] && [ "$(cat "$READERS/recipe" 2>/dev/null)" = "$1" ]; }

install() {
  [ -f /etc/debian_version ] || die "the readers are unpacked from Debian's packages, and this is not Debian"
  ensure_command node nodejs npm
  ensure_command npm npm
  [ -x "$PYTHON" ] || ensure_packages "$PYTHON is missing" python3
  say "readers: installing"
  rm -rf "$WORK"
  mkdir -p "$WORK/npm"
  cp "$HERE"/package.json "$HERE"/package-lock.json "$WORK/npm/"
  (cd "$WORK/npm" && npm_config_cache="$CACHE/npm" npm ci --no-audit --no-fund --no-update-notifier --loglevel=error </dev/null >&2) ||
    die "npm could not install the readers of eng/readers/package.json"
  unpack_packages "$SUITE" "$WORK/unpacked" "${PACKAGES[@]}"
  PYTHONPATH="$WORK/unpacked/usr/lib/python3/dist-packages" "$PYTHON" -s -c 'import avro.datafile, zstandard' ||
    die "the unpacked avro cannot be imported by $PYTHON"
  rm -rf "$READERS/node_modules" "$READERS/python"
  mv "$WORK/npm/node_modules" "$READERS/node_modules"
  mv "$WORK/unpacked/usr/lib/python3/dist-packages" "$READERS/python"
  rm -rf "$WORK"
  echo "$1" >"$READERS/recipe"
  say "readers: hyparquet, DuckDB, avsc and avro for Python are ready in $READERS"
}

main "$@"
