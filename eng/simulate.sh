#!/usr/bin/env bash
# Runs pods through simulated disasters, or one run again with its trace. Usage: make simulate [NAME=VALUE...]
# Environment:
#   SCHEDULES, FROM          how many seeds (default 10000), and the first of them (default 1)
#   SEED or SCHEDULE         one run again: by its seed, or by a file that a failing run left
#   SETTINGS, PODS, SHARDS   the pipeline: its settings file, its pods and shards; default: many different ones
# Exit code 6 when an invariant was broken.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$HERE/.."

CONFIGURATION=${CONFIGURATION:-Release}
EXE=artifacts/bin/Simulation/$(echo "$CONFIGURATION" | tr '[:upper:]' '[:lower:]')/Simulation
PIPELINE=(${SETTINGS:+--settings "$SETTINGS"} ${PODS:+--pods "$PODS"} ${SHARDS:+--shards "$SHARDS"})
if [ -n "${SEED:-}${SCHEDULE:-}" ]; then
  exec "$EXE" replay ${SEED:+--seed "$SEED"} ${SCHEDULE:+--schedule "$SCHEDULE"} "${PIPELINE[@]}"
fi
exec "$EXE" run --from "${FROM:-1}" --schedules "${SCHEDULES:-10000}" "${PIPELINE[@]}"
