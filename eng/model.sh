#!/usr/bin/env bash
# Checks the model of the commit and lease protocol, docs/model/protocol.pml, with spin: every state of it, and that planted faults are found.
# Usage: eng/model.sh [NAME...]      NAME as in the second column of the output; default: all
# Environment:
#   MODEL_SECONDS   bound for one search, default 1800: only a hang gets there
# Exit code 1 when the sound model is violated, a search was not complete, or a planted fault was not found.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
cd "$HERE/.."

MODEL=$PWD/docs/model/protocol.pml
MODEL_SECONDS=${MODEL_SECONDS:-1800}
NAMES=("$@")
FAILURES=0 CHECKS=0

main() {
  ensure_command spin spin
  ensure_command gcc gcc libc6-dev
  [ -e /usr/include/stdio.h ] || ensure_packages "stdio.h is missing" libc6-dev
  FOLDER=$(mktemp -d)
  trap 'rm -rf "$FOLDER"' EXIT

  sound protocol
  sound one_shard ONE_SHARD NAMED_BY_LAST TAKE_IN_TWO_STEPS TROUBLES=3
  sound merge MERGE
  sound earlier_life EARLIER_LIFE

  ends protocol TROUBLES=1
  ends one_shard ONE_SHARD NAMED_BY_LAST TAKE_IN_TWO_STEPS
  ends merge MERGE TROUBLES=1
  ends earlier_life EARLIER_LIFE TROUBLES=1

  fault NO_FENCE ONE_SHARD NAMED_BY_LAST RECORDS_ONLY
  fault FENCE_WITHOUT_OWNER ONE_SHARD NAMED_BY_LAST
  fault FENCE_WITHOUT_RANGE ONE_SHARD NAMED_BY_LAST RECORDS_ONLY
  fault TAKE_UNCONDITIONAL ONE_SHARD TAKE_IN_TWO_STEPS
  fault TAKE_KEEPS_COUNTER ONE_SHARD TAKE_IN_TWO_STEPS
  fault GONE_KEEPS_LEASE
  fault ASSUME_WRITE_HAPPENED ONE_SHARD NAMED_BY_LAST
  fault PREPARE_SKIPPED ONE_SHARD NAMED_BY_LAST
  fault COMMIT_BEFORE_PUT
  fault IGNORE_PENDING ONE_SHARD NAMED_BY_LAST
  fault NEW_BOUNDARY ONE_SHARD NAMED_BY_LAST
  fault PENDING_IS_DONE
  fault OVERWRITE_PUT EARLIER_LIFE
  fault TAKEN_KEY_IS_DONE EARLIER_LIFE
  fault ALL_AT_ONCE EARLIER_LIFE TROUBLES=1
  fault ADOPT_WITHOUT_COMPLETING EARLIER_LIFE TROUBLES=1
  fault CHILD_BEFORE_PARENT_END
  fault ONE_PARENT_ENOUGH MERGE
  fault REFUSED_TRIES_AGAIN ONE_SHARD TROUBLES=1

  limit HORIZON_MOVED EARLIER_LIFE

  harmless ASSUME_WRITE_FAILED ONE_SHARD NAMED_BY_LAST
  harmless FENCE_WITHOUT_OWNER ONE_SHARD NAMED_BY_LAST RECORDS_ONLY
  harmless PREPARE_SKIPPED ONE_SHARD
  harmless OVERWRITE_PUT ONE_SHARD

  [ $CHECKS -gt 0 ] || die "no check is named ${NAMES[*]}"
  if [ $FAILURES != 0 ]; then
    say "model: $FAILURES of $CHECKS checks failed"
    exit 1
  fi
  say "model: $CHECKS checks, as expected"
}

# sound NAME DEFINE...: every reachable state holds every property, and no run stops before all is written.
sound() {
  is_wanted "$1" || return 0
  search -O1 SAFETY "${@:2}"
  report_complete "$1" OK "$(figure 'states, stored') states  $(figure transitions) transitions  depth $(depth)  $(seconds) s"
}

# ends NAME DEFINE...: no run goes round in a circle, so each run comes to its end.
ends() {
  is_wanted "$1" || return 0
  search -O1 NP "${@:2}"
  report_complete "$1" "OK, every run ends" "$(figure 'states, stored') states  $(seconds) s"
}

# harmless NAME DEFINE...: a fault that something else makes up for, as docs/model/README.md says.
harmless() {
  is_wanted "$1" || return 0
  search -O0 SAFETY "$@"
  report_complete "$1" "harmless here, as README.md says" "$(figure 'states, stored') states  $(seconds) s"
}

# fault NAME DEFINE...: a fault that must be found.
fault() {
  is_wanted "$1" || return 0
  if [ "$1" = REFUSED_TRIES_AGAIN ]; then search -O0 NP "$@"; else search -O0 SAFETY "$@"; fi
  report_violation "$1" "violation found, as it must"
}

# limit NAME DEFINE...: what docs/guarantee.md does not promise.
limit() {
  is_wanted "$1" || return 0
  search -O0 SAFETY "$@"
  report_violation "$1" "violation found, as guarantee.md says"
}

is_wanted() {
  local name
  [ ${#NAMES[@]} = 0 ] && return 0
  for name in "${NAMES[@]}"; do [ "$name" != "$1" ] || return 0; done
  return 1
}

# search OPTIMIZATION KIND DEFINE...: writes the verifier's words to the file "out". KIND: SAFETY (states) or NP (circles).
search() {
  local optimization=$1 kind=$2 loops=()
  shift 2
  CHECKS=$((CHECKS + 1))
  if [ "$kind" = NP ]; then loops=(-l); fi
  (
    cd "$FOLDER"
    rm -f ./*
    if ! spin -a "${@/#/-D}" "$MODEL" >words 2>&1 || ! gcc -w "$optimization" "-D$kind" -o pan pan.c >>words 2>&1; then
      die "the model cannot be compiled (${*:-no defines}): $(cat words)"
    fi
    # No run has 10,000 steps. If one had, spin would say so, and the search would count as incomplete.
    timeout "$MODEL_SECONDS" ./pan -m10000 -w22 "${loops[@]}" >out 2>&1 || echo "pan: ended with exit code $?" >>out
  )
}

is_complete() {
  grep -q '^Full statespace search for:' "$FOLDER/out" &&
    grep -q 'errors: 0$' "$FOLDER/out" &&
    ! grep -Eq 'max search depth too small|out of memory|Search not completed|ended with exit code|violated|VECTORSZ' "$FOLDER/out"
}

report_complete() {
  if is_complete; then
    line "$1" "$2" "$3"
  else
    fail "$1" "$(broken)"
  fi
}

report_violation() {
  local broken
  broken=$(broken)
  case $broken in
    *incomplete*) fail "$1" "no violation found" ;;
    *) line "$1" "$2" "$broken" ;;
  esac
}

# The property that does not hold, in words.
broken() {
  local found
  found=$(sed -nE 's/^pan:[0-9]+: (assertion violated ([a-z_]+).*|(invalid end state|non-progress cycle).*)$/\2\3/p' "$FOLDER/out" | head -n 1)
  echo "${found:-incomplete: $(grep -E '^pan: |too small' "$FOLDER/out" | head -n 2 | paste -sd ' ')}"
}

figure() { sed -nE "s/^ *([0-9]+) $1.*/\1/p" "$FOLDER/out" | head -n 1; }

depth() { sed -nE 's/.*depth reached ([0-9]+).*/\1/p' "$FOLDER/out"; }

seconds() { sed -nE 's/^pan: elapsed time ([0-9.]+) seconds/\1/p' "$FOLDER/out"; }

line() { printf 'model  %-25s %s  %s\n' "$1" "$2" "$3"; }

fail() {
  FAILURES=$((FAILURES + 1))
  printf 'model  %-25s FAILED: %s\n' "$1" "$2"
}

main "$@"
