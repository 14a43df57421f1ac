#!/usr/bin/env bash
# Prints the section of CHANGELOG.md for a version; fails when there is none, or when it is empty.
# Usage: eng/release/notes.sh X.Y.Z
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
cd "$HERE/../.."

VERSION=${1:?usage: notes.sh X.Y.Z}
NOTES=$(awk -v heading="## [$VERSION]" 'index($0, "## [") == 1 { inside = index($0, heading) == 1; next } inside' CHANGELOG.md)
[[ $NOTES =~ [^[:space:]] ]] || die "CHANGELOG.md has no section '## [$VERSION]' with words in it"
printf '%s\n' "$NOTES"
