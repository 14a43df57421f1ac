#!/usr/bin/env bash
# Runs every project under tests/*.Tests and ends with one line over all: "N passed, N failed, N skipped".
# Usage: eng/test.sh [PROJECT...]      PROJECT as in "StreamPod.Tests"; default: all
# Cluster.Tests mostly waits: it runs beside the others, and its output comes last.
# Environment:
#   CONFIGURATION          Release (default: what the native publish uses too, so that nothing is built twice) or Debug
#   TEST_PROJECT_SECONDS   bound for one project, default 1500
#   SKIP_BUILD=1           takes the binaries that are there
# Exit code 1 when a test failed, or a project was not built, crashed, hung or ran no test at all.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
cd "$HERE/.."

CONFIGURATION=${CONFIGURATION:-Release}
TEST_PROJECT_SECONDS=${TEST_PROJECT_SECONDS:-1500}
RESULTS=artifacts/test-results
BESIDE=Cluster.Tests PID=''
PASSED=0 FAILED=0 SKIPPED=0
TABLE=()

main() {
  local projects=("$@")
  if [ ${#projects[@]} = 0 ]; then
    mapfile -t projects < <(find tests -mindepth 1 -maxdepth 1 -type d -name '*.Tests' -printf '%f\n' | sort)
  fi
  [ ${#projects[@]} -gt 0 ] || die "there is no test project under tests/"
  if [ "${SKIP_BUILD:-}" != 1 ] && ! build "${projects[@]}"; then
    say "error: the build failed, no test was run"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
  fi

  rm -rf "$RESULTS"
  mkdir -p "$RESULTS"
  if [ ${#projects[@]} -gt 1 ] && [[ " ${projects[*]} " == *" $BESIDE "* ]]; then
    (execute $BESIDE) >"$RESULTS/$BESIDE.log" 2>&1 &
    PID=$!
    trap 'kill "$PID" 2>/dev/null || true' EXIT
  fi
  local project code
  for project in "${projects[@]}"; do
    if [ -n "$PID" ] && [ "$project" = $BESIDE ]; then continue; fi
    code=0
    (execute "$project") || code=$?
    judge "$project" $code
  done
  if [ -n "$PID" ]; then
    code=0
    wait "$PID" || code=$?
    cat "$RESULTS/$BESIDE.log"
    judge $BESIDE $code
  fi

  echo
  printf '%-28s %8s %8s %8s  %s\n' project passed failed skipped note "${TABLE[@]}"
  echo
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$FAILED" = 0 ]
}

# One invocation builds what the named projects need; the whole solution when all are asked for.
build() {
  if [ $# = 1 ]; then
    dotnet build "tests/$1/$1.csproj" -c "$CONFIGURATION" -nologo -v quiet </dev/null
  else
    dotnet build Streamer.sln -c "$CONFIGURATION" -nologo -v quiet </dev/null
  fi
}

exe_of() { echo "artifacts/bin/$1/$(echo "$CONFIGURATION" | tr '[:upper:]' '[:lower:]')/$1"; }

# execute PROJECT: becomes the program, so it belongs into a subshell. Whoever kills that kills the program.
execute() {
  echo
  echo "== $1"
  [ -x "$(exe_of "$1")" ] || exit 0
  exec timeout --kill-after=20 "$TEST_PROJECT_SECONDS" "$(exe_of "$1")" --no-ansi --no-progress --results-directory "$PWD/$RESULTS" \
    --report-xunit --report-xunit-filename "$1.xml" </dev/null
}

# judge PROJECT CODE: the numbers come from the report that is written when a run ends. Whatever else went wrong counts as one failure,
# so that a project can never vanish from the total.
judge() {
  local project=$1 report=$PWD/$RESULTS/$1.xml code=$2 passed failed skipped note=''
  if [ ! -x "$(exe_of "$project")" ]; then
    count "$project" 0 1 0 "not built: is it in Streamer.sln?"
    return
  fi
  passed=$(figure "$report" passed)
  failed=$(($(figure "$report" failed) + $(figure "$report" errors)))
  skipped=$(figure "$report" skipped)
  case $code in
    0 | 2) ;;
    8) note="runs no test" ;;
    124 | 137) note="killed after $TEST_PROJECT_SECONDS s" ;;
    *) note="ended with exit code $code" ;;
  esac
  if [ $((passed + failed + skipped)) = 0 ]; then note=${note:-runs no test}; fi
  if [ "$code" != 0 ] && [ "$failed" = 0 ]; then note=${note:-ended with exit code $code}; fi
  if [ -n "$note" ]; then failed=$((failed + 1)); fi
  count "$project" "$passed" "$failed" "$skipped" "$note"
}

# figure REPORT ATTRIBUTE: the sum of an attribute over the assemblies of an xunit report; 0 without a report.
figure() {
  [ -f "$1" ] || { echo 0; return; }
  { grep -o '<assembly [^>]*>' "$1" || true; } | { grep -o " $2=\"[0-9]*\"" || true; } | tr -dc '0-9\n' |
    awk '{ sum += $1 } END { print sum + 0 }'
}

count() {
  PASSED=$((PASSED + $2))
  FAILED=$((FAILED + $3))
  SKIPPED=$((SKIPPED + $4))
  TABLE+=("$1" "$2" "$3" "$4" "$5")
}

main "$@"
