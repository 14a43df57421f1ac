#!/usr/bin/env bash
# Runs every project under tests/*.Tests and ends with one line over all: "N passed, N failed, N skipped".
# Usage: eng/test.sh [PROJECT...]      PROJECT as in "StreamPod.Tests"; default: all
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
  for project in "${projects[@]}"; do run "$project"; done

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

run() {
  local project=$1 exe report code=0
  exe="artifacts/bin/$project/$(echo "$CONFIGURATION" | tr '[:upper:]' '[:lower:]')/$project"
  report="$PWD/$RESULTS/$project.xml"
  echo
  echo "== $project"
  if [ ! -x "$exe" ]; then
    count "$project" 0 1 0 "not built: is it in Streamer.sln?"
    return
  fi
  timeout --kill-after=20 "$TEST_PROJECT_SECONDS" "$exe" --no-ansi --no-progress --results-directory "$PWD/$RESULTS" \
    --report-xunit --report-xunit-filename "$project.xml" </dev/null || code=$?
  judge "$project" "$report" "$code"
}

# The numbers come from the report that is written when a run ends. Whatever else went wrong counts as one failure,
# so that a project can never vanish from the total.
judge() {
  local project=$1 report=$2 code=$3 passed failed skipped note=''
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
