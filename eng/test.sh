#!/usr/bin/env bash
# Runs every project under tests/*.Tests and ends with one line over all: "N passed, N failed, N skipped".
# Usage: eng/test.sh [PROJECT...]      PROJECT as in "StreamPod.Tests"; default: all
# Environment:
#   CONFIGURATION          Release (default: what the native publish uses too, so that nothing is built twice) or Debug
#   TEST_SILENCE_SECONDS   a project in which no test ends for so long hangs, and is killed; default 1800. How long all of them take is not bounded
#   SKIP_BUILD=1           takes the binaries that are there
#   TEST_LANES=1           one project after the other; default: those that mostly wait for servers and processes beside all the others
#   TEST_BESIDE            which ones; default "Cluster.Tests Integration.Tests"
# Exit code 1 when a test failed, or a project was not built, crashed, hung or ran no test at all.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
cd "$HERE/.."

CONFIGURATION=${CONFIGURATION:-Release}
TEST_SILENCE_SECONDS=${TEST_SILENCE_SECONDS:-1800}
RESULTS=artifacts/test-results
BESIDE=${TEST_BESIDE:-Cluster.Tests Integration.Tests}
RUNNING=''
declare -A LANES=()

main() {
  # In the background a test process does not hear Ctrl-C.
  trap end_running EXIT
  trap 'exit 130' INT TERM
  local projects=("$@") project
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
  if [ ${#projects[@]} -gt 1 ] && [ "${TEST_LANES:-}" != 1 ]; then start_lanes "${projects[@]}"; fi
  for project in "${projects[@]}"; do
    if [ -z "${LANES[$project]:-}" ]; then run "$project"; fi
  done
  for project in "${!LANES[@]}"; do
    echo
    echo "== $project, which began with the others"
    tail -n +1 -f -s 0.5 --pid="${LANES[$project]}" "$RESULTS/$project.lane"
    wait "${LANES[$project]}" || true
  done

  summarize "${projects[@]}"
}

# start_lanes PROJECT...: runs those that mostly wait in the background; what they say is shown later.
start_lanes() {
  local project
  for project in "$@"; do
    if [[ " $BESIDE " == *" $project "* ]]; then
      (
        trap end_running EXIT
        trap 'exit 130' INT TERM
        LANES=()
        run "$project"
      ) >"$RESULTS/$project.lane" 2>&1 &
      LANES[$project]=$!
    fi
  done
}

# shellcheck disable=SC2317  # called by the traps
end_running() {
  local pid
  for pid in $RUNNING "${LANES[@]}"; do kill "$pid" 2>/dev/null || true; done
}

# summarize PROJECT...: the table, and the sums as the last line.
summarize() {
  local project name passed failed skipped seconds note all_passed=0 all_failed=0 all_skipped=0
  echo
  printf '%-28s %8s %8s %8s %8s  %s\n' project passed failed skipped seconds note
  for project in "$@"; do
    # A run that left no row has not come to its end.
    IFS=$'\t' read -r name passed failed skipped seconds note <"$RESULTS/$project.row" || name=''
    [ -n "$name" ] || passed=0 failed=1 skipped=0 seconds=0 note="ended without a result"
    printf '%-28s %8s %8s %8s %8s  %s\n' "$project" "$passed" "$failed" "$skipped" "$seconds" "$note"
    all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed)) all_skipped=$((all_skipped + skipped))
  done
  name_failed "$@"
  echo
  echo "$all_passed passed, $all_failed failed, $all_skipped skipped"
  [ "$all_failed" = 0 ]
}

# name_failed PROJECT...: the tests that failed with what they said, beside the sums, where whoever reads only the end of a log finds them.
name_failed() {
  local project
  for project in "$@"; do
    if [ -f "$RESULTS/$project.log" ]; then
      awk -v project="$project" '
        /^(passed|skipped) / { said = 0 }
        /^failed / { if (shown++ == 0) print "\nfailed in " project; said = 6 }
        said-- > 0 { print "  " substr($0, 1, 300) }' "$RESULTS/$project.log" | head -n 60
    fi
  done
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
  local project=$1 exe report log code=0 began=$SECONDS
  exe="artifacts/bin/$project/$(echo "$CONFIGURATION" | tr '[:upper:]' '[:lower:]')/$project"
  report="$PWD/$RESULTS/$project.xml"
  log="$PWD/$RESULTS/$project.log"
  echo
  echo "== $project"
  if [ ! -x "$exe" ]; then
    count "$project" 0 1 0 0 "not built: is it in Streamer.sln?"
    return
  fi
  : >"$log"
  "$exe" --no-ansi --no-progress --output Detailed --results-directory "$PWD/$RESULTS" \
    --report-xunit --report-xunit-filename "$project.xml" </dev/null >"$log" 2>&1 &
  RUNNING=$!
  follow "$RUNNING" "$log"
  wait "$RUNNING" 2>/dev/null || code=$?
  RUNNING=''
  judge "$project" "$report" "$code" $((SECONDS - began))
}

# follow PROCESS LOG: shows what it says but the names of tests that passed, until it has ended. A slow machine is given all the time it needs:
# what counts is that one test after the other ends.
follow() {
  local pid=$1 log=$2 ended=0 now since=$SECONDS shown
  tail -n +1 -f -s 0.5 --pid="$pid" "$log" | grep --line-buffered -v '^passed ' &
  shown=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$(grep -cE '^(passed|failed|skipped) ' "$log" || true)
    if [ "$now" != "$ended" ]; then ended=$now since=$SECONDS; fi
    if [ $((SECONDS - since)) -ge "$TEST_SILENCE_SECONDS" ]; then
      say "error: no test has ended for $TEST_SILENCE_SECONDS s; the last ones were"
      grep -E '^(passed|failed|skipped) ' "$log" | tail -n 5 >&2 || true
      kill -KILL "$pid" 2>/dev/null || true
      break
    fi
    sleep 0.2
  done
  wait "$shown" || true
}

# The numbers come from the report that is written when a run ends. Whatever else went wrong counts as one failure,
# so that a project can never vanish from the total.
judge() {
  local project=$1 report=$2 code=$3 seconds=$4 passed failed skipped note=''
  passed=$(figure "$report" passed)
  failed=$(($(figure "$report" failed) + $(figure "$report" errors)))
  skipped=$(figure "$report" skipped)
  case $code in
    0 | 2) ;;
    8) note="runs no test" ;;
    137) note="killed: no test ended for $TEST_SILENCE_SECONDS s" ;;
    *) note="ended with exit code $code" ;;
  esac
  if [ $((passed + failed + skipped)) = 0 ]; then note=${note:-runs no test}; fi
  if [ "$code" != 0 ] && [ "$failed" = 0 ]; then note=${note:-ended with exit code $code}; fi
  if [ -n "$note" ]; then failed=$((failed + 1)); fi
  count "$project" "$passed" "$failed" "$skipped" "$seconds" "$note"
}

# figure REPORT ATTRIBUTE: the sum of an attribute over the assemblies of an xunit report; 0 without a report.
figure() {
  [ -f "$1" ] || { echo 0; return; }
  { grep -o '<assembly [^>]*>' "$1" || true; } | { grep -o " $2=\"[0-9]*\"" || true; } | tr -dc '0-9\n' |
    awk '{ sum += $1 } END { print sum + 0 }'
}

# count PROJECT PASSED FAILED SKIPPED SECONDS NOTE
count() {
  local IFS=$'\t'
  echo "$*" >"$RESULTS/$1.row"
}

main "$@"
