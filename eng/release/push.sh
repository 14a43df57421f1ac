#!/usr/bin/env bash
# Pushes the images of artifacts/images and the packaged chart to a registry, by skopeo and helm, which must be logged in.
# Usage: eng/release/push.sh REGISTRY/OWNER        such as ghcr.io/somebody
# Result: artifacts/release/subjects.txt, a line "NAME DIGEST" for each thing that was pushed.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
cd "$HERE/../.."

PLACE=${1:?usage: push.sh REGISTRY/OWNER}
OUT=artifacts/release
VERSION=$(eng/version.sh)

main() {
  command -v skopeo >/dev/null || die "skopeo is missing (a package of Debian and Ubuntu)"
  command -v helm >/dev/null || die "helm is missing"
  mkdir -p "$OUT"
  : >"$OUT/subjects.txt"
  local name
  for name in streampod operator; do image "$name"; done
  chart
  cat "$OUT/subjects.txt"
}

# image NAME: what was built stays bit for bit what it is; the digest is the one of the archive.
image() {
  local target=$PLACE/keyspaces-streamer/$1
  skopeo copy --preserve-digests --digestfile "$OUT/$1.digest" "oci-archive:artifacts/images/$1.tar" "docker://$target:$VERSION" >&2
  echo "$target $(cat "$OUT/$1.digest")" >>"$OUT/subjects.txt"
}

chart() {
  local answer digest
  helm package charts/keyspaces-streamer --destination "$OUT" >&2
  answer=$(helm push "$OUT/keyspaces-streamer-$VERSION.tgz" "oci://$PLACE/charts" 2>&1) || die "helm push: $answer"
  digest=$(sed -n 's/^Digest: //p' <<<"$answer")
  [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die "helm push names no digest: $answer"
  echo "$PLACE/charts/keyspaces-streamer $digest" >>"$OUT/subjects.txt"
}

main "$@"
