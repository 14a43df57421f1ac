#!/usr/bin/env bash
# Installs the AWS-compatible servers of the tests into the cache folder:
#   dynalite/dynalite        DynamoDB   (npm package dynalite 4.0.0)
#   moto/moto_server         S3         (Debian packages, unpacked, not installed)
#   moto/root/usr/lib/python3/dist-packages    botocore, for checks by an official client
# Usage: eng/servers/install.sh [--force]
# A server of a fitting version on PATH is used instead of a second copy. Running it again does nothing.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"

DYNALITE_VERSION=4.0.0
# 5.1 and older store the SDK's chunk framing as object data, which makes them useless for S3.
MOTO_MINIMUM=5.2.1
PYTHON=/usr/bin/python3 # never a python3 of PATH: a shim there may be another version without the same ABI

# botocore and what it imports; AWS libraries come from sid, all else from the release whose Python runs them.
BOTOCORE_SID=(botocore)
BOTOCORE_BASE=(jmespath dateutil urllib3 six certifi)
MOTO_SID=(moto boto3 s3transfer responses antlr4)
MOTO_BASE=(flask flask-cors werkzeug xmltodict requests jinja2 markupsafe itsdangerous click chardet
  charset-normalizer idna cffi-backend cryptography yaml blinker colorama)

main() {
  [ "${1:-}" = --force ] && rm -f "$CACHE"/{dynalite,moto}/.installed
  [ $# = 0 ] || [ "$1" = --force ] || die "usage: install.sh [--force]"
  mkdir -p "$CACHE"
  ensure_command flock util-linux
  # Two builds on one machine share the cache; the second waits and then finds everything in place.
  exec 9>"$CACHE/.lock"
  flock -w 600 9 || die "another installation has held $CACHE/.lock for 10 minutes"
  # The children must not keep the lock when this script is killed, hence 9>&- on both.
  install_dynalite 9>&-
  install_moto 9>&-
  say "servers: ready in $CACHE"
}

# --- DynamoDB -------------------------------------------------------------------------------------------------

install_dynalite() {
  local home="$CACHE/dynalite" cli
  if cli=$(dynalite_on_path); then
    up_to_date "$home" "path $cli" dynalite && return
    write_launcher "$home/dynalite" "exec '$cli' \"\$@\""
    echo "path $cli" >"$home/.installed"
    return
  fi

  ensure_command node nodejs npm
  up_to_date "$home" "npm $DYNALITE_VERSION" dynalite && return
  ensure_command npm npm
  version_at_least "$(node --version | tr -d v)" 20 || say "servers: dynalite asks for node 20 or newer, this is $(node --version)"
  say "servers: installing dynalite $DYNALITE_VERSION"
  rm -rf "$home/next"
  mkdir -p "$home/next"
  echo '{ "name": "test-servers", "private": true }' >"$home/next/package.json"
  # The download cache lies in our folder too, so that nothing else of the user's home is touched.
  (cd "$home/next" && npm_config_cache="$CACHE/npm" npm install --no-audit --no-fund --no-update-notifier \
    --loglevel=error "dynalite@$DYNALITE_VERSION" </dev/null >&2) || die "npm could not install dynalite $DYNALITE_VERSION"
  rm -rf "$home/node_modules"
  mv "$home/next/node_modules" "$home/node_modules"
  rm -rf "$home/next"
  write_launcher "$home/dynalite" "exec node '$home/node_modules/dynalite/cli.js' \"\$@\""
  echo "npm $DYNALITE_VERSION" >"$home/.installed"
}

# Prints the path of a dynalite 4.x on PATH, or fails.
dynalite_on_path() {
  local found package
  found=$(command -v dynalite) || return 1
  package="$(dirname "$(readlink -f "$found")")/package.json"
  grep -Eqs '"version": *"4\.' "$package" || return 1
  echo "$found"
}

# --- S3 and botocore ------------------------------------------------------------------------------------------

install_moto() {
  local home="$CACHE/moto" server stamp
  local sid=("${BOTOCORE_SID[@]}") base=("${BOTOCORE_BASE[@]}")
  if server=$(moto_on_path); then
    stamp="path $server, ${sid[*]} ${base[*]}"
  else
    sid+=("${MOTO_SID[@]}") base+=("${MOTO_BASE[@]}")
    stamp="debian >= $MOTO_MINIMUM, ${sid[*]} ${base[*]}"
  fi
  if up_to_date "$home" "$stamp" moto_server root/usr/lib/python3/dist-packages/botocore; then
    write_moto_launcher "$home" "${server:-}"
    return
  fi

  ensure_command dpkg dpkg
  ensure_command apt-get apt
  [ -x "$PYTHON" ] || ensure_packages "$PYTHON is missing" python3
  say "servers: installing moto and botocore"
  mkdir -p "$home/deb"
  download "$home" "${sid[@]}" -- "${base[@]}"
  unpack "$home" "${sid[@]}" "${base[@]}"

  if [ -z "${server:-}" ]; then
    local version
    version=$(PYTHONPATH="$(moto_library "$home")" "$PYTHON" -s -c 'import moto.server; print(moto.__version__)') ||
      die "the unpacked moto cannot be imported by $PYTHON"
    version_at_least "$version" "$MOTO_MINIMUM" || die "the archive has moto $version; at least $MOTO_MINIMUM is needed"
  fi
  write_moto_launcher "$home" "${server:-}"
  echo "$stamp" >"$home/.installed"
}

moto_library() { echo "$1/root/usr/lib/python3/dist-packages"; }

# write_moto_launcher HOME SERVER: SERVER is one found on PATH, or empty. It listens on MOTO_ADDRESS, without it on loopback.
write_moto_launcher() {
  local command
  cp "$HERE/moto.py" "$1/serve.py"
  command="PYTHONPATH='$(moto_library "$1")' exec $PYTHON -s '$1/serve.py'"
  if [ -n "$2" ]; then command="exec $(interpreter_of "$2") '$1/serve.py'"; fi
  # shellcheck disable=SC2016  # expanded by the launcher
  write_launcher "$1/moto_server" "$command"' -H "${MOTO_ADDRESS:-127.0.0.1}" -p "${1:?port}"'
}

interpreter_of() { sed -n '1s/^#! *//p' "$1" 2>/dev/null | tr -d '\0'; }

# Prints the path of a new enough moto_server on PATH, or fails. Asked of the interpreter in its first line.
moto_on_path() {
  local found interpreter version
  found=$(command -v moto_server) || return 1
  interpreter=$(interpreter_of "$found")
  [ -n "$interpreter" ] || return 1
  # shellcheck disable=SC2086  # "#!/usr/bin/env python3" is two words
  version=$($interpreter -c 'import moto; print(moto.__version__)' 2>/dev/null) || return 1
  version_at_least "$version" "$MOTO_MINIMUM" || return 1
  echo "$found"
}

# download HOME SID-NAME... -- BASE-NAME...: fetches the packages into HOME/deb with a private apt state. The
# files stay there: they are the cache of the next installation, also when the archive cannot be reached then.
download() {
  local home=$1 names=() wanted=() suite=sid codename mirror
  shift
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  mirror=$(mirror_of "$codename")
  [ -n "$mirror" ] || die "apt knows no Debian archive of release '$codename'; the test servers need Debian 12 (bookworm)"
  for name in "$@"; do
    if [ "$name" = -- ]; then
      suite=$codename
    else
      names+=("$name")
      wanted+=("python3-$name/$suite")
    fi
  done

  mkdir -p "$home"/apt/{lists,cache/archives}/partial
  for suite in "$codename" sid; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
  done >"$home/apt/sources.list"
  local options=(-qq
    -o Dir::Etc::sourcelist="$home/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::State::lists="$home/apt/lists" -o Dir::Cache="$home/apt/cache"
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o Acquire::Retries=3
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  if apt-get "${options[@]}" update </dev/null >&2 &&
    (cd "$home/deb" && apt-get "${options[@]}" download "${wanted[@]}" </dev/null >&2); then
    rm -rf "$home/apt" # 100 MB of package lists
    return
  fi
  for name in "${names[@]}"; do
    newest_deb "$home" "$name" >/dev/null || die "package python3-$name cannot be downloaded and is not in $home/deb"
  done
  say "servers: the archive cannot be reached; using the packages kept in $home/deb"
}

# The address of the archive that this machine itself takes the release CODENAME from.
mirror_of() {
  # shellcheck disable=SC2016  # $(RELEASE) is apt's word, not the shell's
  apt-get indextargets --no-release-info --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$1" '$1 == release { print $2; exit }'
}

newest_deb() {
  local found
  found=$(find "$1/deb" -name "python3-${2}_*.deb" -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
  [ -n "$found" ] && echo "$found"
}

# unpack HOME NAME...: into a new folder that then takes the old one's place.
unpack() {
  local home=$1 deb
  shift
  rm -rf "$home/next"
  mkdir -p "$home/next"
  for name in "$@"; do
    deb=$(newest_deb "$home" "$name") || die "package python3-$name is not in $home/deb"
    dpkg -x "$deb" "$home/next" || { rm -f "$deb"; die "$deb was damaged and is removed; run this again"; }
  done
  rm -rf "$home/root"
  mv "$home/next" "$home/root"
}

# --- both -----------------------------------------------------------------------------------------------------

# up_to_date HOME STAMP FILE...: whether this very installation was finished before.
up_to_date() {
  local home=$1 stamp=$2
  shift 2
  [ "$(cat "$home/.installed" 2>/dev/null)" = "$stamp" ] || return 1
  for file in "$@"; do [ -e "$home/$file" ] || return 1; done
}

write_launcher() {
  mkdir -p "$(dirname "$1")"
  printf '#!/bin/sh\n%s\n' "$2" >"$1.next"
  chmod +x "$1.next"
  mv "$1.next" "$1"
}

main "$@"
