#!/usr/bin/env bash
# Builds the chart renderer of eng/helm/renderer into the cache folder, with Go and its libraries from Debian's packages;
# nothing is installed on the system. Running it again does nothing until the renderer's source changes.
# Usage: eng/helm/install.sh [--force]
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/packages.sh
. "$HERE/../cluster/packages.sh"

HELM_CACHE=$CACHE/helm
WORK=$HELM_CACHE/work
RENDERER=$HELM_CACHE/renderer
SUITE=bookworm
COMPILER=golang-1.19
# What the renderer imports, by and by; the packages themselves depend on more, for their tests.
LIBRARIES=(
  golang-github-google-uuid-dev golang-github-huandu-xstrings-dev golang-github-imdario-mergo-dev
  golang-github-masterminds-goutils-dev golang-github-masterminds-semver-dev golang-github-masterminds-sprig-dev
  golang-github-mitchellh-copystructure-dev golang-github-mitchellh-reflectwalk-dev golang-github-shopspring-decimal-dev
  golang-github-spf13-cast-dev golang-github-xeipuuv-gojsonpointer-dev golang-github-xeipuuv-gojsonreference-dev
  golang-github-xeipuuv-gojsonschema-dev golang-golang-x-crypto-dev golang-gopkg-yaml.v2-dev golang-k8s-sigs-yaml-dev
)

main() {
  if [ "${1:-}" = --force ]; then rm -rf "$HELM_CACHE"; fi
  local source
  source=$(cat "$HERE"/renderer/*.go "$HERE/install.sh" | sha256sum | cut -d' ' -f1)
  install_once "$HELM_CACHE" "$source" build
}

is_current() { [ -x "$RENDERER" ] && [ "$(cat "$HELM_CACHE/source" 2>/dev/null)" = "$1" ]; }

build() {
  if [ ! -f /etc/debian_version ] || ! command -v apt-get >/dev/null; then
    die "the renderer is built from Debian's packages, and this is not Debian; install helm instead"
  fi
  [ "$(uname -m)" = x86_64 ] || die "the renderer is built for amd64 (x86_64) only, this is $(uname -m); install helm instead"
  ensure_command xz xz-utils
  say "helm: building the renderer"
  if [ ! -f "$WORK/go/.complete" ]; then
    rm -rf "$WORK/go"
    unpack_packages "$SUITE" "$WORK/go" "$COMPILER-go" "$COMPILER-src" "${LIBRARIES[@]}"
    touch "$WORK/go/.complete"
  fi
  local root=$WORK/go/usr/lib/${COMPILER/golang/go}
  # Debian keeps the sources apart and links to them from here.
  ln -sfn "$WORK/go/usr/share/${COMPILER/golang/go}/src" "$root/src"
  for part in api misc test; do rm -f "$root/$part"; done
  # No debug information: a third of the time.
  (
    cd "$HERE/renderer"
    export GOROOT=$root GOPATH=$WORK/go/usr/share/gocode GOCACHE=$WORK/compiled GO111MODULE=off GOFLAGS='' GOPROXY=off CGO_ENABLED=0 GOGC=300
    nice -n 10 "$root/bin/go" build -trimpath '-gcflags=all=-dwarf=false' -ldflags '-s -w' -o "$RENDERER.next" .
  ) </dev/null || die "the renderer cannot be compiled, see above"
  mv "$RENDERER.next" "$RENDERER"
  if [ "${KEEP_WORK:-0}" != 1 ]; then rm -rf "$WORK"; fi
  echo "$1" >"$HELM_CACHE/source"
  say "helm: the renderer is ready in $HELM_CACHE"
}

main "$@"
