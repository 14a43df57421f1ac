#!/usr/bin/env bash
# Puts all that a release consists of into artifacts/release: the images as OCI archives with their digests, the packaged chart, the parts
# lists that sbom.sh wrote, the notes, and checksums.txt over all of them. What signs takes them by the one line that goes to standard output.
# Usage: eng/release/stage.sh        after make images and eng/release/sbom.sh
# Result: the SHA-256 of checksums.txt.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
cd "$HERE/../.."

OUT=artifacts/release
VERSION=$(eng/version.sh)

main() {
  command -v helm >/dev/null || die "helm is missing"
  local name sums
  for name in streampod operator; do
    [ -s "$OUT/$name.cdx.json" ] || die "$OUT/$name.cdx.json is missing: eng/release/sbom.sh writes it"
    cp "artifacts/images/$name.tar" "$OUT/$name.tar"
    digest_of "$OUT/$name.tar" >"$OUT/$name.digest"
  done
  helm package charts/keyspaces-streamer --destination "$OUT" >&2
  [ -s "$OUT/keyspaces-streamer-$VERSION.tgz" ] || die "helm made no chart of version $VERSION"
  eng/release/notes.sh "$VERSION" >"$OUT/notes.md"
  rm -f "$OUT/checksums.txt"
  sums=$(cd "$OUT" && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum)
  printf '%s\n' "$sums" >"$OUT/checksums.txt"
  sha256sum <"$OUT/checksums.txt" | cut -d' ' -f1
}

# digest_of ARCHIVE: the digest under which a registry will have the image, without a line end, as skopeo writes it.
digest_of() {
  local digest
  digest=$(tar -xOf "$1" index.json | grep -oE 'sha256:[0-9a-f]{64}' | head -n 1) || die "$1 is no OCI archive"
  printf '%s' "$digest"
}

main "$@"
