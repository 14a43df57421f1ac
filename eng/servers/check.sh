#!/usr/bin/env bash
# Proves by an official client (botocore) that the installed servers hold what the tests build on:
# conditional PUTs in S3, conditional updates in DynamoDB. Starts both, checks, stops both.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

FOLDER=$(mktemp -d)
trap '"$HERE/run.sh" stop "$FOLDER"; rm -rf "$FOLDER"' EXIT
"$HERE/run.sh" start "$FOLDER" >/dev/null
set -a
# shellcheck source=/dev/null
. "$FOLDER/servers.env"
set +a
PYTHONPATH="$CACHE/moto/root/usr/lib/python3/dist-packages" /usr/bin/python3 -s "$HERE/check.py"
