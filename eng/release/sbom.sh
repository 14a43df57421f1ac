#!/usr/bin/env bash
# Writes the SBOMs (CycloneDX) of the programs that are shipped, with all that is in their images:
# artifacts/release/{streampod,operator}.cdx.json
# Usage: eng/release/sbom.sh        after make images BASE=mcr
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
cd "$HERE/../.."

ensure_command python3 python3
ensure_command zstd zstd
mkdir -p artifacts/release
VERSION=$(eng/version.sh)
list() {
  [ -f "artifacts/images/$1.tar" ] || die "artifacts/images/$1.tar is missing: make images BASE=mcr"
  python3 -s -B eng/release/sbom.py "$2" "$VERSION" "artifacts/images/$1.tar" >"artifacts/release/$1.cdx.json"
  say "sbom: $(grep -c '"bom-ref"' "artifacts/release/$1.cdx.json") parts in $1"
}
list streampod StreamPod
list operator Operator
