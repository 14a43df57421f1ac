#!/usr/bin/env bash
# Makes the container images of the stream pod and the operator, without Docker, and pushes them where you say.
# Usage: eng/images/publish.sh [--registry HOST[:PORT]] [--tag TAG] [--base auto|mcr|debian]
#   --registry   pushes them there, as HOST/keyspaces-streamer/{streampod,operator}:TAG; plain http for localhost only
#   --tag        default: the version in Directory.Build.props
#   --base       mcr: Microsoft's chiseled images; debian: those of eng/images/base.sh, for tests; auto (default): mcr
#                where it can be reached
# Environment:
#   REGISTRY_USER, REGISTRY_PASSWORD    credentials, for ECR: AWS and the answer of aws ecr get-login-password
#   CONTAINER_SOURCE                    address of the repository, for the label org.opencontainers.image.source
# Result: artifacts/images/{streampod,operator}.tar, OCI archives, and artifacts/images/references.env with their names by
# digest. On standard output a line for each image. One commit gives one digest; nothing is built when nothing changed.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/images/names.sh
. "$HERE/names.sh"
cd "$HERE/../.."

# Its own output folder, as the flags of a release would make every other build start again.
BUILD=$PWD/$IMAGES/build
USAGE='usage: publish.sh [--registry HOST:PORT] [--tag TAG] [--base auto|mcr|debian]'
# By digest, and in one place.
RUNTIME_DEPS_MCR=$(sed -n 's:.*>\(mcr.microsoft.com/dotnet/runtime-deps[^<]*\)<.*:\1:p' eng/Container.props)
ASPNET_MCR=$(sed -n 's:.*>\(mcr.microsoft.com/dotnet/aspnet[^<]*\)<.*:\1:p' eng/Container.props)

main() {
  REGISTRY='' TAG='' BASE=auto
  while [ $# -gt 0 ]; do
    case $1 in
      --registry) REGISTRY=${2:?$USAGE} && shift ;;
      --tag) TAG=${2:?$USAGE} && shift ;;
      --base) BASE=${2:?$USAGE} && shift ;;
      *) die "$USAGE" ;;
    esac
    shift
  done
  [ -n "$TAG" ] || TAG=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
  [ -x "$PYTHON" ] || ensure_packages "$PYTHON is missing" python3
  choose_base
  mkdir -p "$IMAGES"
  exec 9>"$IMAGES/.lock"
  flock -w 1200 9 || die "another build has held $IMAGES/.lock for 20 minutes"
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
  export SOURCE_DATE_EPOCH
  if [ -n "$(git status --porcelain 2>/dev/null)" ]; then say "images: the checkout has changes; the label 'revision' names the commit below them"; fi

  : >"$IMAGES/references.next"
  image streampod StreamPod "$RUNTIME_DEPS" STREAMPOD_IMAGE
  if [ "$(dotnet msbuild src/Operator -getProperty:OutputType)" = Exe ]; then
    image operator Operator "$ASPNET" OPERATOR_IMAGE --no-self-contained
  else
    say "images: src/Operator is no program yet, it gets no image"
  fi
  mv "$IMAGES/references.next" "$IMAGES/references.env"
}

choose_base() {
  [[ $BASE =~ ^(auto|mcr|debian)$ ]] || die "$USAGE"
  if [ "$BASE" = auto ]; then
    BASE=debian
    if curl --silent --fail --max-time 10 --output /dev/null https://mcr.microsoft.com/v2/; then BASE=mcr; fi
  fi
  if [ "$BASE" = debian ]; then
    "$HERE/base.sh"
    RUNTIME_DEPS=$RUNTIME_DEPS_DEBIAN ASPNET=$ASPNET_DEBIAN
  else
    RUNTIME_DEPS=$RUNTIME_DEPS_MCR ASPNET=$ASPNET_MCR
  fi
}

# image NAME PROJECT BASE VARIABLE OPTION...
image() {
  local name=$1 project=$2 base=$3 variable=$4 archive=$IMAGES/$1.tar stamp figures reference
  shift 4
  stamp=$(stamp_of "$project" "$base")
  if [ ! -f "$archive" ] || [ "$(cat "$IMAGES/$name.stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -f "$IMAGES/$name.stamp"
    build "$name" "$project" "$base" "$@" 9>&-
    echo "$stamp" >"$IMAGES/$name.stamp"
  fi
  reference=${REGISTRY:+$REGISTRY/}keyspaces-streamer/$name
  if [ -n "$REGISTRY" ]; then oci push "$archive" "$REGISTRY" "keyspaces-streamer/$name" "$TAG"; fi
  read -ra figures < <(oci show "$archive")
  echo "$variable=$reference@${figures[0]}" >>"$IMAGES/references.next"
  printf '%s:%s@%s  %s compressed, %s unpacked, on %s\n' "$reference" "$TAG" "${figures[0]}" \
    "$(megabytes "${figures[1]}")" "$(megabytes "${figures[2]}")" "${figures[3]}"
}

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1e6 }'; }

# stamp_of PROJECT BASE: changes with everything that the image is made of.
stamp_of() {
  {
    echo "$2 $TAG ${CONTAINER_SOURCE:-} $(git rev-parse HEAD 2>/dev/null)" "$(dotnet --version)"
    if [ "$BASE" = debian ]; then cat "$IMAGES_CACHE/base.stamp"; fi
    find "src/$1" src/AwsAccess src/Contracts src/Hosting src/KeyspacesStreams Directory.*.props .editorconfig global.json LICENSE eng/Container.props \
      eng/BannedSymbols.txt eng/images/{publish.sh,oci.py,layers.py,layout.py} -type f | LC_ALL=C sort | xargs -d '\n' sha256sum
  } | sha256sum | cut -d' ' -f1
}

# build NAME PROJECT BASE OPTION...
build() {
  local name=$1 project=$2 base=$3 from=$3 began=$SECONDS
  shift 3
  if [ "$BASE" = debian ]; then
    serve_base
    from=localhost:$(cat "$IMAGES/base.port")/$base
  fi
  say "images: building $name"
  # ContinuousIntegrationBuild keeps the path of this folder out of the files; the lock files decide the packages.
  MSBUILDDISABLENODEREUSE=1 dotnet publish "src/$project" -c Release -r linux-x64 "$@" /t:PublishContainer -nologo -v quiet \
    -p:ContinuousIntegrationBuild=true -p:RestoreLockedMode=true -p:ArtifactsPath="$BUILD" -p:ContainerBaseImage="$from" \
    -p:ContainerArchiveOutputPath="$PWD/$IMAGES/$name.raw.tar" -p:ContainerSource="${CONTAINER_SOURCE:-}" </dev/null >&2
  oci settle "$IMAGES/$name.raw.tar" "$IMAGES/$name.tar" "keyspaces-streamer/$name:$TAG" "${base%@*}"
  rm "$IMAGES/$name.raw.tar"
  stop_base
  say "images: built $name in $((SECONDS - began)) s"
}

# The SDK takes a base image only from a registry, so for as long as it works there is one of two images.
serve_base() {
  rm -f "$IMAGES/base.port"
  # The program itself and no function around it, as its id is what it is ended by.
  "$PYTHON" -s -B "$HERE/oci.py" serve "$IMAGES_CACHE/base.tar" "$IMAGES/base.port" </dev/null >/dev/null &
  BASE_SERVER=$!
  trap stop_base EXIT
  trap 'exit 130' INT TERM
  for _ in $(seq 100); do
    if [ -s "$IMAGES/base.port" ]; then return; fi
    sleep 0.1
  done
  die "the base images could not be served"
}

stop_base() {
  if [ -n "${BASE_SERVER:-}" ]; then
    kill "$BASE_SERVER" 2>/dev/null || true
    { wait "$BASE_SERVER" || true; } 2>/dev/null
    BASE_SERVER=
  fi
}

main "$@"
