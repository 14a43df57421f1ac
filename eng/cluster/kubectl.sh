#!/usr/bin/env bash
# kubectl against the cluster in a folder. Usage: eng/cluster/kubectl.sh FOLDER ARGUMENT...
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"

FOLDER=$1
shift
PROGRAM=$(api_programs)/kubectl
[ -x "$PROGRAM" ] || PROGRAM=$(command -v kubectl)
exec "$PROGRAM" --kubeconfig "$FOLDER/admin.kubeconfig" --cache-dir "$FOLDER/kubectl" "$@"
