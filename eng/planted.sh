#!/usr/bin/env bash
# Proves that the simulation finds faults: plants single ones into a copy of the pod and hunts each of them there.
# Prints one line for each fault: after how many schedules it was caught, and by which invariant.
# Usage: eng/planted.sh                     fails when a fault gets past its bound in docs/simulation/planted-faults.md
#        eng/planted.sh --write             writes that document
#        eng/planted.sh [--write] --fault NAME ...    hunts these alone, and writes their rows
#        eng/planted.sh --part 2/4          hunts a quarter of them: the second, the sixth, the tenth ...
# Exit code 1 when a fault cannot be planted or is not caught.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
cd "$HERE/.."

COPY=artifacts/planted
SIMULATION=artifacts/bin/Simulation/release/Simulation

main() {
  case "$*" in
    '' | --write | '--part '* | '--fault '* | '--write --fault '*) ;;
    *) die "eng/planted.sh takes --write, --part K/N and --fault NAME, not: $*" ;;
  esac
  dotnet build tests/Simulation -c Release -nologo -v quiet </dev/null >&2 || die "the simulation cannot be built"
  "$SIMULATION" plant "$COPY" || die "the faults no longer fit the code: mend tests/Simulation/Planting"
  # Planted code is not held to the rules of the tree.
  dotnet build "$COPY/tests/Simulation" -c Release -nologo -v quiet -clp:ErrorsOnly \
    -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false </dev/null >&2 || die "the copy with the faults in $COPY cannot be built"
  "$COPY/$SIMULATION" hunt "$@" || die "the simulation does not find every planted fault"
}

main "$@"
