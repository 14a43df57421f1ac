#!/usr/bin/env bash
# Runs one of the tools of install.sh: eng/observability/tool.sh promtool|lua5.1 ARGUMENT...
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

[ $# -ge 1 ] || die "usage: tool.sh promtool|lua5.1 ARGUMENT..."
PROGRAM=$CACHE/observability/bin/$1
shift
[ -x "$PROGRAM" ] || die "$PROGRAM is missing; run: make observability"
export LD_LIBRARY_PATH="$CACHE/observability/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$PROGRAM" "$@"
