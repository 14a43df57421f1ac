#!/usr/bin/env bash
# Prints the manifests of a chart, as `helm template` does, with helm itself where it is installed, else with our renderer.
# Usage: eng/helm/render.sh CHART [-f VALUES]... [--set A.B=C]... [--name RELEASE] [--namespace NAMESPACE]
#                           [--kube-version V] [--api-versions GROUP/VERSION]... [--notes]
#   --notes   prints the notes that an installation ends with instead; our renderer only
# Environment: CHART_RENDERER=own|helm takes one of the two for sure.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

[ $# -ge 1 ] || die "usage: render.sh CHART [-f VALUES]... [--set A.B=C]... [--name RELEASE] [--namespace NAMESPACE] [--notes]"
CHART=$1
shift
CHOICE=${CHART_RENDERER:-}
if [ -z "$CHOICE" ]; then
  CHOICE=own
  if command -v helm >/dev/null && [[ " $* " != *" --notes "* ]]; then CHOICE=helm; fi
fi

if [ "$CHOICE" = helm ]; then
  NAME=keyspaces-streamer
  ARGUMENTS=()
  while [ $# -gt 0 ]; do
    if [ "$1" = --name ]; then
      NAME=$2
      shift
    else
      ARGUMENTS+=("$1")
    fi
    shift
  done
  exec helm template "$NAME" "$CHART" "${ARGUMENTS[@]}"
fi
[ -x "$CACHE/helm/renderer" ] || die "the chart renderer is not built; run: make helm"
exec "$CACHE/helm/renderer" "$CHART" "$@"
