#!/bin/sh
# Stands for aws, kubectl, helm, terraform and the publisher of images on PATH. Writes each call into $FAKE/calls, and answers
# with the first file of $FAKE/answers whose name begins a line "PROGRAM WORDS" with blanks as underscores.
program=$(basename "$0")
line="$program $*"
printf '%s\n' "$line" >>"$FAKE/calls"
while IFS= read -r rule; do
  code=${rule%% *} pattern=${rule#* }
  case "$line" in
    *"$pattern"*)
      file="$FAKE/answers/$(printf '%s' "$pattern" | tr ' /' '__')"
      if [ "$code" = 0 ]; then cat "$file"; else cat "$file" >&2; fi
      exit "$code"
      ;;
  esac
done <"$FAKE/rules"
exit 0
