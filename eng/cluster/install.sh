#!/usr/bin/env bash
# Installs a real Kubernetes into the cache folder, built from Debian's packages; nothing is installed on the system.
# Usage: eng/cluster/install.sh [api|node|all] [--force]      default api
#   api     etcd, kube-apiserver, kubectl, a current server of custom resources (CEL rules) behind the API server, and one that
#           judges by admission policies
#   node    api, and what runs pods: controller manager, scheduler, kubelet, containerd, runc, CNI plugins, registry, images
#   all     the same as node
# Environment:
#   KUBEBUILDER_ASSETS    folder of etcd, kube-apiserver and kubectl: used for api, nothing is built then
#   KEEP_WORK=1           keeps sources and compiler caches
# An interrupted installation continues where it stopped. Running it again does nothing.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"
# shellcheck source=eng/cluster/packages.sh
. "$HERE/packages.sh"

RECIPE=1 # raise it when programs that were built before must be built again
BIN=$CLUSTER_CACHE/bin
WORK=$CLUSTER_CACHE/work

# The last source package of Debian that holds all of Kubernetes and all it imports.
KUBERNETES_SUITE=bookworm
KUBERNETES_SERIES=1.20
KUBERNETES_SOURCE=$WORK/gopath/src/k8s.io/kubernetes

# Each of these saves compile time: no debug information (it is stripped anyway), no inlining (a third of the time,
# and a server for tests need not be fast), a lazier garbage collector in the compiler.
COMPILER_FLAGS='-gcflags=all=-dwarf=false -l'
export GOGC=300

main() {
  local what=api
  for word in "$@"; do
    case $word in
      api | node | all) what=$word ;;
      --force) rm -rf "$BIN" "$NODE_ROOT" "$CLUSTER_CACHE/images" ;;
      *) die "usage: install.sh [api|node|all] [--force]" ;;
    esac
  done
  if [ "$what" = api ] && has_programs "${KUBEBUILDER_ASSETS:-}"; then
    say "cluster: using $KUBEBUILDER_ASSETS, $("$KUBEBUILDER_ASSETS/kube-apiserver" --version)"
    return
  fi

  mkdir -p "$CLUSTER_CACHE"
  [ -w "$CLUSTER_CACHE" ] || die "the cache folder $CLUSTER_CACHE cannot be written"
  ensure_command flock util-linux
  exec 9>"$CLUSTER_CACHE/.lock"
  if ! flock -n 9; then
    say "cluster: another installation is under way, waiting for it"
    flock -w 1800 9 || die "another installation has held $CLUSTER_CACHE/.lock for 30 minutes"
  fi
  # The children must not keep the lock when this script is killed, hence 9>&- here.
  install "$what" 9>&-
}

install() {
  if [ "$(cat "$BIN/.recipe" 2>/dev/null)" != "$RECIPE" ]; then rm -rf "$BIN"; fi
  mkdir -p "$BIN"
  echo "$RECIPE" >"$BIN/.recipe"
  if ! complete "$1"; then
    check_machine
    mkdir -p "$WORK"
    install_ready_made
    install_crd_server
    install_policy_server
    install_kubernetes kube-apiserver
    if [ "$1" != api ]; then
      install_kubernetes kube-controller-manager kube-scheduler kubelet
      install_runtime
      install_images
    fi
    if [ "${KEEP_WORK:-0}" != 1 ]; then rm -rf "$WORK"; fi
    progress "done"
  fi
  say "cluster: ready in $CLUSTER_CACHE ($(du -sh --exclude=work "$CLUSTER_CACHE" | cut -f1))"
  sed 's/^/  /' "$BIN/versions" >&2
}

# complete WHAT: whether every program of it is there. Each was seen to run before it got its name.
complete() {
  local files=("$BIN"/{etcd,kubectl,apiextensions-apiserver,policyserver,kube-apiserver})
  if [ "$1" != api ]; then
    files+=("$BIN"/{kube-controller-manager,kube-scheduler,kubelet} "$NODE_ROOT/.installed" "$CLUSTER_CACHE/images/busybox.tar")
  fi
  for file in "${files[@]}"; do [ -e "$file" ] || return 1; done
  is_current_policy_server
}

check_machine() {
  [ "$(uname -m)" = x86_64 ] || die "the cluster is built for amd64 (x86_64) only, this is $(uname -m); set KUBEBUILDER_ASSETS instead"
  if [ ! -f /etc/debian_version ] || ! command -v apt-get >/dev/null; then
    die "the cluster is built from Debian's packages, and this is not Debian; set KUBEBUILDER_ASSETS instead"
  fi
  [ "$(id -u)" = 0 ] || die "installing the cluster needs root, as running a node does; set KUBEBUILDER_ASSETS instead"
  ensure_command dpkg-deb dpkg
  ensure_command xz xz-utils
  local free
  free=$(df --output=avail -m "$CLUSTER_CACHE" | tail -n 1)
  [ "$free" -ge 5000 ] || die "building the cluster needs 5 GB of disk in $CLUSTER_CACHE, there are $free MB"
}

progress() { say "cluster: [$((SECONDS / 60)):$(printf %02d $((SECONDS % 60)))] $*"; }

# keep PROGRAM FILE VERSION-COMMAND...: gives a program its name once it is seen to run, and notes its version.
keep() {
  local program=$1 file=$2 version
  shift 2
  # sed reads to the end: a closed pipe would be the program's failure
  version=$("$@" 2>&1 | sed -nE '1,3s/.*[vV ]([0-9]+\.[0-9]+\.[0-9]+).*/\1/p' | sed -n 1p)
  [ -n "$version" ] || die "$program does not run here: $("$@" 2>&1 | sed -n 1p)"
  cp "$file" "$BIN/$program.next"
  mv "$BIN/$program.next" "$BIN/$program"
  note "$program" "$version"
}

note() {
  { grep -v "^$1 " "$BIN/versions" 2>/dev/null || true; echo "$1 $2"; } | sort >"$BIN/versions.next"
  mv "$BIN/versions.next" "$BIN/versions"
  progress "$1 $2"
}

# --- etcd and kubectl ------------------------------------------------------------------------------------------

install_ready_made() {
  [ -x "$BIN/etcd" ] && [ -x "$BIN/kubectl" ] && return
  local suite
  # sid's may one day ask for a newer C library than this machine has.
  for suite in sid trixie; do
    rm -rf "$WORK/ready"
    unpack_packages $suite "$WORK/ready" etcd-server kubectl
    if "$WORK/ready/usr/bin/etcd" --version >/dev/null 2>&1 && "$WORK/ready/usr/bin/kubectl" version --client >/dev/null 2>&1; then break; fi
  done
  keep etcd "$WORK/ready/usr/bin/etcd" "$WORK/ready/usr/bin/etcd" --version
  keep kubectl "$WORK/ready/usr/bin/kubectl" "$WORK/ready/usr/bin/kubectl" version --client
}

# --- Go --------------------------------------------------------------------------------------------------------

# One compiler, sid's default one, builds both halves: the libraries of sid need it, and the old source compiles too.
install_go() {
  local compiler
  use_suite sid
  compiler=$(apt-cache "${APT[@]}" depends golang-go | sed -nE 's/.*Depends: (golang-[0-9.]+)-go$/\1/p' | sed -n 1p)
  [ -n "$compiler" ] || die "Debian sid names no Go compiler"
  GO_ROOT=$WORK/go/usr/lib/${compiler/golang/go}
  if [ ! -f "$WORK/go/.complete" ]; then
    rm -rf "$WORK/go"
    unpack_packages sid "$WORK/go" "$compiler-go" "$compiler-src"
    touch "$WORK/go/.complete"
    progress "compiler $("$GO_ROOT/bin/go" version | cut -d' ' -f3)"
  fi
}

# go_build FOLDER GOPATH OUTPUT TOTAL ARGUMENT...: says from time to time how far it is; TOTAL is roughly how many packages there are.
go_build() {
  local folder=$1 path=$2 output=$3 total=$4 count=0 line
  shift 4
  (
    cd "$folder"
    export GOROOT=$GO_ROOT GOPATH=$path GOCACHE=$WORK/compiled GO111MODULE=off GOFLAGS='' GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0
    nice -n 10 "$GO_ROOT/bin/go" build -v -trimpath "$COMPILER_FLAGS" -o "$output" "$@" 2>&1
  ) </dev/null | while read -r line; do
    # Names of packages are counted; whatever else the compiler prints is a message.
    if [[ $line == *[[:space:]:]* ]]; then
      say "$line"
    elif ((++count % 100 == 0)); then
      progress "${output##*/}: compiled $count packages of about $total"
    fi
  done
}

# version_flags VERSION PACKAGE...: link-time settings that make a program tell its version.
version_flags() {
  local version=$1 minor=${1#*.}
  shift
  printf -- '-s -w'
  for package in "$@"; do
    printf -- ' -X %s.%s' "$package" "gitVersion=v$version" "$package" gitMajor=1 "$package" "gitMinor=${minor%%.*}" \
      "$package" gitTreeState=clean "$package" buildDate=1970-01-01T00:00:00Z
  done
}

# --- the server of custom resources ----------------------------------------------------------------------------

install_crd_server() {
  [ -x "$BIN/apiextensions-apiserver" ] && return
  install_go
  install_from_sid apiextensions-apiserver "$WORK/sid/usr/share/gocode/src/k8s.io/apiextensions-apiserver"
}

# install_from_sid PROGRAM FOLDER: compiles what imports the current libraries of Kubernetes.
install_from_sid() {
  local root=$WORK/sid version
  version=$(apt-cache "${APT[@]}" show golang-k8s-apiextensions-apiserver-dev | sed -nE 's/^Version: 0\.([0-9.]*[0-9]).*/1.\1/p' | sed -n 1p)
  [ -n "$version" ] || die "Debian sid has no golang-k8s-apiextensions-apiserver-dev"
  if [ ! -f "$root/.complete" ]; then
    rm -rf "$root"
    unpack_packages sid "$root" "${CRD_SERVER_PACKAGES[@]}"
    touch "$root/.complete"
    progress "sources of Kubernetes $version"
  fi
  if ! build_from_sid "$1" "$2" "$version"; then
    # sid moves: a newer version may import what the list does not name. All that the packages depend on is 300 MB more.
    say "cluster: $1 $version does not compile with the known packages; getting everything they depend on"
    mapfile -t everything < <(all_dependencies sid golang-k8s-apiextensions-apiserver-dev)
    unpack_packages sid "$root" "${everything[@]}"
    build_from_sid "$1" "$2" "$version" || die "$1 $version cannot be compiled, see above"
  fi
  # It knows no --version, so the one it was built as is noted.
  keep "$1" "$WORK/$1" echo "v$version"
}

build_from_sid() {
  go_build "$2" "$WORK/sid/usr/share/gocode" "$WORK/$1" 1400 -ldflags "$(version_flags "$3" k8s.io/component-base/version)" . &&
    "$WORK/$1" --help >/dev/null 2>&1
}

# --- the server of admission policies --------------------------------------------------------------------------

# Most of what it imports was compiled for the server of custom resources, when that was installed just before.
install_policy_server() {
  if is_current_policy_server; then return; fi
  install_go
  install_from_sid policyserver "$HERE/policyserver"
  policy_server_source >"$BIN/.policyserver"
}

is_current_policy_server() { [ -x "$BIN/policyserver" ] && [ "$(cat "$BIN/.policyserver" 2>/dev/null)" = "$(policy_server_source)" ]; }

policy_server_source() { cat "$HERE"/policyserver/*.go | sha256sum; }

# --- Kubernetes ------------------------------------------------------------------------------------------------

# install_kubernetes PROGRAM...: those that are not there yet.
install_kubernetes() {
  local program version missing=() prefix=k8s.io/kubernetes/vendor/k8s.io
  for program in "$@"; do [ -x "$BIN/$program" ] || missing+=("$program"); done
  [ ${#missing[@]} != 0 ] || return 0
  install_go
  prepare_source
  version=$(cat "$KUBERNETES_SOURCE/.prepared")
  for program in "${missing[@]}"; do
    # providerless: without the clients of five clouds. checklinkname: the old source reaches into the runtime.
    go_build "$KUBERNETES_SOURCE" "$WORK/gopath" "$WORK/$program" 1200 -tags providerless \
      -ldflags "-checklinkname=0 $(version_flags "$version" $prefix/component-base/version $prefix/client-go/pkg/version)" \
      "./cmd/$program" || die "$program cannot be compiled, see above"
    keep "$program" "$WORK/$program" "$WORK/$program" --version
  done
}

prepare_source() {
  [ -f "$KUBERNETES_SOURCE/.prepared" ] && return
  local archive version parent
  parent=$(dirname "$KUBERNETES_SOURCE")
  rm -rf "$KUBERNETES_SOURCE" "$WORK/reflect2"
  mkdir -p "$parent"
  download_source $KUBERNETES_SUITE kubernetes "$WORK/source"
  archive=$(find "$WORK/source" -name "kubernetes_${KUBERNETES_SERIES}*.orig.tar.gz")
  [ -n "$archive" ] || die "Debian $KUBERNETES_SUITE has no source of Kubernetes $KUBERNETES_SERIES any more"
  tar xzf "$archive" -C "$parent" --exclude='*/docs' --exclude='*/test' --exclude='*_test.go' --exclude='*/CHANGELOG'
  mv "$parent"/kubernetes-1* "$KUBERNETES_SOURCE"
  # The package's version reads 1.20.5+really1.20.2-1.1.
  version=$(basename "$archive" | sed -E 's/^kubernetes_//; s/.*really//; s/\.orig.*//; s/[-+].*//')

  # Its copy of this library crashes in programs of a newer compiler.
  unpack_packages sid "$WORK/reflect2" golang-github-modern-go-reflect2-dev
  rm -rf "$KUBERNETES_SOURCE/vendor/github.com/modern-go/reflect2"
  cp -r "$WORK/reflect2/usr/share/gocode/src/github.com/modern-go/reflect2" "$KUBERNETES_SOURCE/vendor/github.com/modern-go/"
  apply_patches
  echo "$version" >"$KUBERNETES_SOURCE/.prepared"
  progress "source of Kubernetes $version"
}

# What each file is for stands in it.
apply_patches() {
  local registration=staging/src/k8s.io/kube-aggregator/pkg/controllers/autoregister
  local definitions=pkg/controlplane/controller/crdregistration
  local extensions=staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver
  cd "$KUBERNETES_SOURCE"
  cp "$HERE/patches/openapi.go" api/openapi-spec/swagger.json pkg/generated/openapi/
  cp "$HERE/patches/autoregister.go" $registration/crd_server.go
  cp "$HERE/patches/crdregistration.go" $definitions/crd_server.go
  cp "$HERE/patches/apiextensions.go" $extensions/crd_server.go
  change $registration/autoregister_controller.go 'c.addAPIServiceToSync(in, manageContinuously)' \
    'c.addAPIServiceToSync(behindCRDServer(in), manageContinuously)'
  change $registration/autoregister_controller.go 'c.addAPIServiceToSync(in, manageOnStart)' \
    'if in.Spec.Group == "apiextensions.k8s.io" { in = behindCRDServer(in) }; c.addAPIServiceToSync(in, manageOnStart)'
  change $definitions/crdregistration_controller.go 'crd.Spec.Group != groupVersion.Group {' \
    'crd.Spec.Group != groupVersion.Group || !established(crd) {'
  change $extensions/apiserver.go \
    's.GenericAPIServer.AddPostStartHookOrDie("start-apiextensions-controllers", func(context genericapiserver.PostStartHookContext) error {' \
    's.GenericAPIServer.AddPostStartHookOrDie("start-apiextensions-controllers", func(context genericapiserver.PostStartHookContext) error { if servedElsewhere() { return nil };'
  cd - >/dev/null
}

# change FILE OLD NEW: replaces the one line part that must be there.
change() {
  local text
  text=$(cat "$1")
  [[ $text == *"$2"* ]] || die "the source of Kubernetes is not the known one: $1 has no \"$2\""
  printf '%s\n' "${text/"$2"/"$3"}" >"$1"
}

# --- the node --------------------------------------------------------------------------------------------------

install_runtime() {
  [ -f "$NODE_ROOT/.installed" ] && return
  rm -rf "$NODE_ROOT.next"
  unpack_packages bookworm "$NODE_ROOT.next" containerd runc containernetworking-plugins docker-registry busybox-static
  "$NODE_ROOT.next/usr/sbin/runc" --version >/dev/null || die "runc needs a library of this machine: $(ldd "$NODE_ROOT.next/usr/sbin/runc" | grep 'not found')"
  note containerd "$("$NODE_ROOT.next/usr/bin/containerd" --version | cut -d' ' -f3)"
  note runc "$("$NODE_ROOT.next/usr/sbin/runc" --version | sed -n '1s/.* //p')"
  touch "$NODE_ROOT.next/.installed"
  rm -rf "$NODE_ROOT"
  mv "$NODE_ROOT.next" "$NODE_ROOT"
}

# The two images every cluster needs: one that holds a pod's namespaces, and one with a shell for tests.
install_images() {
  local folder=$CLUSTER_CACHE/images root=$WORK/image
  [ -f "$folder/busybox.tar" ] && return
  mkdir -p "$folder"
  rm -rf "$root"
  mkdir -p "$root"/{pause,busybox/{bin,etc,tmp}}
  install_go
  go_build "$HERE" "$WORK/gopath" "$root/pause/pause" 50 -ldflags '-s -w' pause.go || die "pause.go cannot be compiled, see above"
  "$PYTHON" -s "$HERE/image.py" localhost/pause:1 "$folder/pause.tar" "$root/pause" /pause
  cp "$NODE_ROOT/bin/busybox" "$root/busybox/bin/"
  "$root/busybox/bin/busybox" --list | while read -r applet; do ln -sf busybox "$root/busybox/bin/$applet"; done
  ln -sf busybox "$root/busybox/bin/sh"
  rm "$root/busybox/bin/busybox" && cp "$NODE_ROOT/bin/busybox" "$root/busybox/bin/"
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/busybox/etc/passwd"
  "$PYTHON" -s "$HERE/image.py" localhost/busybox:1 "$folder/busybox.tar" "$root/busybox" /bin/sh
  progress "images localhost/pause:1, localhost/busybox:1"
}

main "$@"
