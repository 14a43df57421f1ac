#!/usr/bin/env bash
# The version, which is in Directory.Build.props, and the files that repeat it.
# Usage: eng/version.sh              prints it
#        eng/version.sh set X.Y.Z    writes it into every file that repeats it
#        eng/version.sh check vX.Y.Z fails unless this is the tag of the version
#        eng/version.sh files        lists the files that repeat it
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
cd "$HERE/.."

SOURCE=Directory.Build.props
FILES=(
  charts/keyspaces-streamer/Chart.yaml
  config/manager/deployment.yaml
  docs/images.md
  docs/install-eks.md
  infrastructure/docker/operator.Dockerfile
  infrastructure/docker/streampod.Dockerfile
)

main() {
  case ${1:-show} in
    show) current ;;
    files) printf '%s\n' "$SOURCE" "${FILES[@]}" ;;
    check) [ "${2:-}" = "v$(current)" ] || die "the tag ${2:-} is not v$(current), the version of $SOURCE" ;;
    set) write "${2:-}" ;;
    *) die "usage: version.sh [set X.Y.Z | check vX.Y.Z | files]" ;;
  esac
}

current() { sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' "$SOURCE"; }

write() {
  local old next=$1
  [[ $next =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || die "'$next' is not a version such as 1.2.3"
  old=$(current)
  # The dots of the old version are dots, and no digit is before or behind it.
  sed -i -E "s/(^|[^0-9.])${old//./\\.}([^0-9.]|$)/\1$next\2/g" "$SOURCE" "${FILES[@]}"
  say "version: $old is now $next; CHANGELOG.md is written by hand"
}

main "$@"
