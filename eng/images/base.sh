#!/usr/bin/env bash
# Builds base images from Debian's packages, for machines that cannot pull Microsoft's: the same user, folders and
# environment, glibc and OpenSSL of Debian 12, and the .NET runtime of the installed SDK. For tests, not for production.
# Usage: eng/images/base.sh [--registry HOST:PORT] [--force]
#   --registry   also pushes them there
#   --force      fetches the packages again
# Result: $CACHE/images/base.tar, an OCI layout with dotnet/runtime-deps:10.0-debian and dotnet/aspnet:10.0-debian.
# Running it again does nothing, until this script or the installed runtime changes.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/images/names.sh
. "$HERE/names.sh"
# shellcheck source=eng/cluster/packages.sh
. "$HERE/../cluster/packages.sh"

USER_ID=1654 # APP_UID of Microsoft's images
SYSTEM_PACKAGES=(base-files gcc-12-base libc6 libgcc-s1 libssl3 libstdc++6 zlib1g ca-certificates)
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
WORK=$IMAGES_CACHE/work

main() {
  local registry=''
  while [ $# -gt 0 ]; do
    case $1 in
      --registry) registry=${2:?usage: base.sh --registry HOST:PORT} && shift ;;
      --force) rm -rf "$IMAGES_CACHE" ;;
      *) die "usage: base.sh [--registry HOST:PORT] [--force]" ;;
    esac
    shift
  done
  ensure_command flock util-linux
  mkdir -p "$IMAGES_CACHE"
  exec 9>"$IMAGES_CACHE/.lock"
  flock -w 600 9 || die "another build has held $IMAGES_CACHE/.lock for 10 minutes"
  find_runtime
  local stamp
  stamp=$(cat "$HERE"/{base.sh,layers.py,layout.py} <(echo "$RUNTIME $ASPNET") | sha256sum | cut -d' ' -f1)
  if [ "$(cat "$IMAGES_CACHE/base.stamp" 2>/dev/null)" != "$stamp" ]; then
    build 9>&-
    echo "$stamp" >"$IMAGES_CACHE/base.stamp"
  fi
  if [ -n "$registry" ]; then
    push "$registry" "$RUNTIME_DEPS_DEBIAN" runtime-deps
    push "$registry" "$ASPNET_DEBIAN" aspnet
  fi
  say "base images: ready in $IMAGES_CACHE"
}

# push REGISTRY NAME FILE
push() { oci push "$IMAGES_CACHE/$3.tar" "$1" "${2%:*}" "${2##*:}"; }

find_runtime() {
  DOTNET=$(dirname "$(readlink -f "$(command -v dotnet)")")
  RUNTIME=$(newest "$DOTNET/shared/Microsoft.NETCore.App/10.")
  ASPNET=$(newest "$DOTNET/shared/Microsoft.AspNetCore.App/10.")
}

# newest PREFIX: the last version of the folders that begin so.
newest() {
  local found
  found=$(find "$(dirname "$1")" -maxdepth 1 -type d -name "$(basename "$1")*" -printf '%f\n' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || die "the installed .NET SDK has no runtime $1*"
  echo "$found"
}

build() {
  [ "$(dpkg --print-architecture)" = amd64 ] || die "base images are built on amd64 only; use --base mcr"
  ensure_command dpkg-deb dpkg
  rm -rf "$WORK"
  mkdir -p "$WORK"/{system,dotnet}
  say "base images: fetching ${SYSTEM_PACKAGES[*]}"
  unpack_packages bookworm "$WORK/system" "${SYSTEM_PACKAGES[@]}"
  make_system "$WORK/system"
  make_dotnet "$WORK/dotnet"
  local time
  # Packages bear the time of their release, the newest of which is the image's.
  time=$(find "$WORK/system/usr/lib" -type f -printf '%T@\n' | sort -n | tail -n 1 | cut -d. -f1)
  export SOURCE_DATE_EPOCH=$time
  oci base "$IMAGES_CACHE/runtime-deps.tar" "$RUNTIME_DEPS_DEBIAN" "$(settings)" "$WORK/system"
  oci base "$IMAGES_CACHE/aspnet.tar" "$ASPNET_DEBIAN" \
    "$(settings "DOTNET_VERSION=$RUNTIME" "ASPNET_VERSION=$ASPNET")" "$WORK/system" "$WORK/dotnet"
  oci merge "$IMAGES_CACHE/base.tar" "$IMAGES_CACHE"/{runtime-deps,aspnet}.tar
  rm -rf "$WORK"
}

# What a process needs, and no shell, package manager or documents but the licences.
make_system() {
  local root=$1
  # The bundle that the package's installation script would make.
  mkdir -p "$root"/{app,tmp,root,run,etc/ssl/certs,home/app,usr/lib/ssl}
  find "$root/usr/share/ca-certificates" -name '*.crt' | LC_ALL=C sort | xargs cat >"$root$CERTIFICATES"
  ln -s "$CERTIFICATES" "$root/usr/lib/ssl/cert.pem"
  ln -s /etc/ssl/certs "$root/usr/lib/ssl/certs"
  find "$root/usr/share/doc" -mindepth 2 ! -type d ! -path '*/doc/*/copyright' -delete
  rm -rf "${root:?}"/usr/share/doc/ca-certificates/examples "$root"/etc/{dpkg,update-motd.d,issue,issue.net} \
    "$root"/usr/share/{ca-certificates,lintian,man,info,locale,bug,base-files,common-licenses,gdb,libc-bin,gcc} \
    "${root:?}"/usr/{sbin,games,src,bin} "${root:?}"/{bin,sbin,boot,dev,mnt,media,opt,srv,home/app/*,var/backups} \
    "$root"/usr/lib/x86_64-linux-gnu/{gconv,engines-3,ossl-modules,audit}
  find "$root" -depth -mindepth 1 -type d -empty ! -path "$root/app" ! -path "$root/tmp" ! -path "$root/run" ! -path "$root/root" \
    ! -path "$root/home/app" -delete
  mkdir -p "$root/usr/bin"
  chmod 1777 "$root/tmp"
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin "app:x:$USER_ID:$USER_ID::/home/app:/sbin/nologin" \
    nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin >"$root/etc/passwd"
  printf '%s\n' root:x:0: "app:x:$USER_ID:" nogroup:x:65534: >"$root/etc/group"
  printf '%s\n' 'passwd: files' 'group: files' 'hosts: files dns' >"$root/etc/nsswitch.conf"
}

make_dotnet() {
  local home=$1/usr/share/dotnet name
  mkdir -p "$home/host/fxr" "$1/usr/bin"
  cp "$DOTNET/dotnet" "$DOTNET"/LICENSE.txt "$DOTNET"/ThirdPartyNotices.txt "$home/"
  cp -r "$DOTNET/host/fxr/$RUNTIME" "$home/host/fxr/"
  for name in "Microsoft.NETCore.App/$RUNTIME" "Microsoft.AspNetCore.App/$ASPNET"; do
    mkdir -p "$home/shared/$(dirname "$name")"
    cp -r "$DOTNET/shared/$name" "$home/shared/$name"
  done
  ln -s ../share/dotnet/dotnet "$1/usr/bin/dotnet"
}

# settings VARIABLE...: the environment of Microsoft's chiseled images.
settings() {
  "$PYTHON" -s - "$USER_ID" "$@" <<'PYTHON'
import json, sys
user, *more = sys.argv[1:]
print(json.dumps({"User": user, "WorkingDir": "/", "Env": [
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", f"APP_UID={user}", "ASPNETCORE_HTTP_PORTS=8080",
    "DOTNET_RUNNING_IN_CONTAINER=true", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true", *more]}))
PYTHON
}

main "$@"
