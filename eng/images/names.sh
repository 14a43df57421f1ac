# What the scripts of eng/images share: names of images, and the program that handles them. Sourced after eng/lib.sh.
# shellcheck shell=bash
# shellcheck disable=SC2034  # not every script uses every name

IMAGES_CACHE="$CACHE/images"
IMAGES=artifacts/images
PYTHON=/usr/bin/python3
RUNTIME_DEPS_DEBIAN=dotnet/runtime-deps:10.0-debian
ASPNET_DEBIAN=dotnet/aspnet:10.0-debian

oci() { "$PYTHON" -s -B "$(dirname "${BASH_SOURCE[0]}")/oci.py" "$@"; }
