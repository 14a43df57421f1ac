#!/usr/bin/env bash
# Checks of the tree that no compiler makes. Prints every finding, exit code 1 when there is one.
# Usage: eng/lint.sh          LINT_FORMAT=0 leaves out the formatting check (no .NET SDK needed then)
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/lib.sh"
cd "$HERE/.."

FINDINGS=0

# The patterns are written so that this file does not match them.
MACHINE_PATHS='(^|[^A-Za-z0-9_.:/{}$-])/(work|home|root|Users)/'
REGISTRY_HOSTS='https?://[^/[:space:]"]*(registry|nuget|npm|pypi|artifact)[^/[:space:]"]*'
# An action by its tag, or without the version that its commit is; a container image without a digest.
FLOATING_ACTION='uses:(?! [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)'
FLOATING_IMAGE='(^FROM |^\s+image: |<ContainerBaseImage[^>]*>)(?!\S+@sha256:[0-9a-f]{64})\S'
UNFINISHED='\b(T[O]DO|FIXM[E])\b|NotImplemente[d](Exception|Error)'

main() {
  mapfile -t FILES < <(git ls-files --cached --others --exclude-standard | while read -r file; do
    if [ -f "$file" ]; then echo "$file"; fi
  done)

  forbid "names a path of one machine" "$MACHINE_PATHS" "${FILES[@]}"
  forbid "names a package registry" "$REGISTRY_HOSTS" "${FILES[@]}"
  forbid "is unfinished" "$UNFINISHED" "${FILES[@]}"
  forbid "is an action that is not pinned by commit" "$FLOATING_ACTION" "$(matching '^\.github/workflows/')"
  forbid "is an image that is not pinned by digest" "$FLOATING_IMAGE" "$(matching '^(\.github/workflows/|infrastructure/docker/|eng/Container\.props$)')"
  forbid "has trailing white space" '[ \t]+$' "$(matching -v '^tests/Golden/')"
  forbid "is a lock file with an address" 'https?://' "$(matching '(^|/)(packages\.lock\.json|package-lock\.json|yarn\.lock|.*\.lock|\.terraform\.lock\.hcl)$')"
  limit_lines 300 '^src/.*\.cs$'
  limit_lines 400 '^(tests|benchmarks)/.*\.cs$'
  check_shell
  check_format

  if [ "$FINDINGS" != 0 ]; then
    say "lint: $FINDINGS kinds of findings"
    exit 1
  fi
  say "lint: clean"
}

# matching [-v] REGEX: the files of the tree whose path matches, one a line.
matching() { printf '%s\n' "${FILES[@]}" | grep -E "$@" || true; }

# forbid WHAT REGEX FILE...: a FILE may be several lines of names.
forbid() {
  local what=$1 pattern=$2 found
  shift 2
  found=$(printf '%s\n' "$@" | grep -v '^$' | tr '\n' '\0' | xargs -0 -r grep -IHnP -e "$pattern" --) || return 0
  report "$what" "$found"
}

report() {
  FINDINGS=$((FINDINGS + 1))
  printf '%s\n' "$2" | sed "s|^|$1: |" | cut -c 1-240
}

limit_lines() {
  local found
  found=$(matching "$2" | tr '\n' '\0' | xargs -0 -r awk -v limit="$1" '
    FNR == 1 { previous = FILENAME } { lines[FILENAME] = FNR }
    END { for (file in lines) if (lines[file] > limit) print file ": " lines[file] " lines" }')
  if [ -n "$found" ]; then report "is longer than $1 lines" "$found"; fi
}

check_shell() {
  local found scripts
  if ! command -v shellcheck >/dev/null; then
    if ! is_debian_root; then
      say "lint: no shellcheck here, the shell scripts are not checked"
      return
    fi
    ensure_command shellcheck shellcheck
  fi
  mapfile -t scripts < <(printf '%s\n' "${FILES[@]}" | grep -E '\.sh$|^\.ci/run$')
  if [ ${#scripts[@]} -gt 0 ] && ! found=$(shellcheck -x -f gcc "${scripts[@]}"); then
    report "shellcheck" "$found"
  fi
}

# White space only: code style is an analyzer warning, hence an error of every build.
check_format() {
  local found
  if [ "${LINT_FORMAT:-1}" = 0 ]; then return; fi
  if ! found=$(timeout "$PATIENCE" dotnet format whitespace . --folder --verify-no-changes --exclude artifacts </dev/null 2>&1); then
    report "format" "${found:-dotnet format did not end within 120 s}"
  fi
}

main "$@"
