#!/usr/bin/env bash
# Writes the parts lists (CycloneDX) of the programs that are shipped: artifacts/release/{streampod,operator}.cdx.json
# Usage: eng/release/sbom.sh
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
cd "$HERE/../.."

ensure_command python3 python3
mkdir -p artifacts/release
VERSION=$(eng/version.sh)
python3 -s -B eng/release/sbom.py StreamPod "$VERSION" >artifacts/release/streampod.cdx.json
python3 -s -B eng/release/sbom.py Operator "$VERSION" >artifacts/release/operator.cdx.json
say "sbom: $(grep -c '"type": "library"' artifacts/release/streampod.cdx.json) packages in streampod, $(grep -c '"type": "library"' artifacts/release/operator.cdx.json) in the operator"
