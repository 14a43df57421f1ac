#!/usr/bin/env bash
# Prints the rows of files as one of the installed readers finds them, or what is in their footers (facts): "file NAME", then "row JSON" for each, or "error WHY".
# Usage: eng/readers/run.sh hyparquet|duckdb|avsc|avro|facts FILE...
#        eng/readers/run.sh grammar FILE...   what is wrong with scripts of SQL
#        eng/readers/run.sh query FILE QUERY...   runs a script of SQL in DuckDB and asks it
#        eng/readers/run.sh sql QUERY      asks DuckDB, and prints a table
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

READERS=$CACHE/readers
reader=${1:?usage: run.sh hyparquet|duckdb|avsc|avro|facts FILE... or run.sh sql QUERY}
shift
[ -f "$READERS/recipe" ] || die "the readers are not installed; run: make readers"

case $reader in
  avro)
    PYTHONPATH="$READERS/python" exec /usr/bin/python3 -s -B "$HERE/avro_rows.py" "$@"
    ;;
  hyparquet | duckdb | avsc | facts | grammar | query | sql)
    # Node looks for packages beside the script.
    scripts=$(mktemp -d)
    trap 'rm -rf "$scripts"' EXIT
    cp "$HERE"/*.mjs "$scripts/"
    ln -s "$READERS/node_modules" "$scripts/node_modules"
    node "$scripts/$reader.mjs" "$@"
    ;;
  *)
    die "no reader is called $reader"
    ;;
esac
