#!/usr/bin/env bash
# Makes the fixture of the stub provider again: run it when a module uses a resource that the fixture lacks.
# Usage: eng/terraform/extract-schema.sh
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
cd "$HERE/../.."

PACKAGE=@cdktf/provider-aws
VERSION=21.22.1 # made from the AWS provider 6.25.0
FIXTURE=tests/Infrastructure.Tests/Provider/aws-schema.json

main() {
  local home="$CACHE/provider-aws-$VERSION" resources
  ensure_command npm nodejs npm
  if [ ! -d "$home/node_modules/$PACKAGE" ]; then
    mkdir -p "$home"
    echo '{ "name": "provider-bindings", "private": true }' >"$home/package.json"
    (cd "$home" && npm install --no-audit --no-fund --loglevel=error --ignore-scripts --legacy-peer-deps \
      "$PACKAGE@$VERSION" </dev/null >&2) || die "npm could not install $PACKAGE $VERSION"
  fi
  mapfile -t resources < <(used_types)
  node "$HERE/extract-schema.mjs" "$home/node_modules/$PACKAGE" "${resources[@]}" >"$FIXTURE.next"
  mv "$FIXTURE.next" "$FIXTURE"
  say "terraform: $FIXTURE knows ${#resources[@]} types"
}

# The types that our modules use, data sources with "data." before them.
used_types() {
  find infrastructure/terraform -name '*.tf' -print0 | xargs -0 cat |
    sed -nE 's/^resource "(aws_\w+)".*/\1/p; s/^data "(aws_\w+)".*/data.\1/p' | sort -u
}

main "$@"
