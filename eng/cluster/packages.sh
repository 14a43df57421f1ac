# Debian packages without installing them: private lists of a suite, downloads, unpacking. Sourced by install.sh.
# shellcheck shell=bash

# What apiextensions-apiserver imports. The packages themselves depend on five times as much, mostly for their tests.
# shellcheck disable=SC2034  # used by install.sh
CRD_SERVER_PACKAGES=(
  golang-cel-cel-go-dev golang-cel-expr-dev golang-etcd-server-dev golang-github-antlr4-go-antlr-dev
  golang-github-beorn7-perks-dev golang-github-blang-semver-dev golang-github-cenkalti-backoff-v5-dev
  golang-github-cespare-xxhash-v2-dev golang-github-coreos-go-semver-dev golang-github-coreos-go-systemd-dev
  golang-github-davecgh-go-spew-dev golang-github-docker-spdystream-dev golang-github-emicklei-go-restful-dev
  golang-github-evanphx-json-patch-dev golang-github-felixge-httpsnoop-dev golang-github-fsnotify-fsnotify-dev
  golang-github-fxamacker-cbor-dev golang-github-go-logr-logr-dev golang-github-go-logr-stdr-dev
  golang-github-go-openapi-jsonpointer-dev golang-github-go-openapi-jsonreference-dev
  golang-github-go-openapi-swag-dev golang-github-gogo-protobuf-dev golang-github-golang-protobuf-1-5-dev
  golang-github-google-gnostic-models-dev golang-github-google-uuid-dev golang-github-gorilla-websocket-dev
  golang-github-grpc-ecosystem-go-grpc-middleware-dev golang-github-grpc-ecosystem-grpc-gateway-dev
  golang-github-json-iterator-go-dev golang-github-kylelemons-godebug-dev golang-github-modern-go-concurrent-dev
  golang-github-modern-go-reflect2-dev golang-github-munnerz-goautoneg-dev golang-github-mxk-go-flowrate-dev
  golang-github-nytimes-gziphandler-dev golang-github-pkg-errors-dev golang-github-pmezard-go-difflib-dev
  golang-github-prometheus-client-golang-dev golang-github-prometheus-client-model-dev
  golang-github-prometheus-common-dev golang-github-prometheus-procfs-dev golang-github-spf13-cobra-dev
  golang-github-spf13-pflag-dev golang-github-x448-float16-dev golang-go.uber-multierr-dev golang-go.uber-zap-dev
  golang-golang-x-crypto-dev golang-golang-x-exp-dev golang-golang-x-net-dev golang-golang-x-oauth2-dev
  golang-golang-x-sync-dev golang-golang-x-sys-dev golang-golang-x-term-dev golang-golang-x-text-dev
  golang-golang-x-time-dev golang-google-genproto-dev golang-google-grpc-dev golang-google-protobuf-dev
  golang-gopkg-inf.v0-dev golang-gopkg-natefinch-lumberjack.v2-dev golang-gopkg-yaml.v2-dev golang-gopkg-yaml.v3-dev
  golang-k8s-api-dev golang-k8s-apiextensions-apiserver-dev golang-k8s-apimachinery-dev golang-k8s-apiserver-dev
  golang-k8s-client-go-dev golang-k8s-component-base-dev golang-k8s-klog-dev golang-k8s-kms-dev
  golang-k8s-kube-openapi-dev golang-k8s-sigs-apiserver-network-proxy-dev golang-k8s-sigs-json-dev
  golang-k8s-sigs-randfill-dev golang-k8s-sigs-structured-merge-diff-v6-dev golang-k8s-sigs-yaml-dev
  golang-k8s-streaming-dev golang-k8s-utils-dev golang-opentelemetry-contrib-dev golang-opentelemetry-otel-dev
  golang-opentelemetry-proto-dev
)

# use_suite SUITE: sets APT to the options of a private apt whose only source is that suite of Debian.
use_suite() {
  local suite=$1 home=$WORK/apt-$1 mirror
  # An own, empty status: what is installed on the machine must not matter. Sources only where one is used.
  APT=(-o Dir::Etc::sourcelist="$home/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$home/lists"
    -o Dir::State::status="$home/status" -o Dir::Cache="$home/cache" -o APT::Sandbox::User=root -o APT::Architecture=amd64
    -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o Acquire::Retries=3
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  [ -f "$home/.complete" ] && return
  mirror=$(debian_mirror)
  mkdir -p "$home/lists/partial" "$home/cache/archives/partial"
  : >"$home/status"
  for kind in deb deb-src; do
    [ "$kind $suite" = "deb-src sid" ] || echo "$kind [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
  done >"$home/sources.list"
  apt-get "${APT[@]}" -qq update </dev/null >&2 || die "the package lists of Debian $suite cannot be fetched from $mirror"
  touch "$home/.complete"
}

# The archive that apt on this machine takes Debian itself from.
debian_mirror() {
  local codename mirror filter
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  # Other archives use the same release name, hence the origin; but a fresh image has no lists yet that tell it.
  for filter in 'Origin: Debian' 'Created-By: Packages'; do
    # shellcheck disable=SC2016  # $(RELEASE) is apt's word, not the shell's
    mirror=$(apt-get indextargets --no-release-info --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' "$filter" |
      awk -v release="$codename" '$1 == release && !mirror { mirror = $2 } END { print mirror }')
    [ -z "$mirror" ] || break
  done
  [ -n "$mirror" ] || die "apt knows no Debian archive of release '$codename'"
  echo "$mirror"
}

# unpack_packages SUITE FOLDER PACKAGE...: what was downloaded is kept until the installation is complete.
unpack_packages() {
  local suite=$1 folder=$2 downloads=$WORK/deb-$1
  shift 2
  use_suite "$suite"
  mkdir -p "$downloads" "$folder"
  # apt-get checks each file against the signed lists, and takes one that is there and complete as downloaded.
  (cd "$downloads" && apt-get "${APT[@]}" -qq download "$@" </dev/null >&2) || die "packages of Debian $suite cannot be downloaded: $*"
  for package in "$@"; do
    find "$downloads" -name "${package}_*.deb" -print0
  done | xargs -0 -r -P "$(nproc)" -I '{}' nice -n 10 dpkg-deb -x '{}' "$folder" || die "packages of Debian $suite cannot be unpacked"
}

# download_source SUITE PACKAGE FOLDER
download_source() {
  use_suite "$1"
  mkdir -p "$3"
  (cd "$3" && apt-get "${APT[@]}" -qq source --download-only "$2" </dev/null >&2) || die "the source of $2 cannot be downloaded"
}

# all_dependencies SUITE PACKAGE: every Go library it depends on, by and by, one a line.
all_dependencies() {
  use_suite "$1"
  apt-get "${APT[@]}" --simulate --no-install-recommends install "$2" | sed -nE 's/^Inst (golang-[^ ]*-dev) .*/\1/p'
}
