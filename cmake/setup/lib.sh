# What the set-up scripts share: messages, the cache folder, and "fetch once, whole or not at all".
# Sourced, never run. Promises: a folder under the cache exists only when it is complete, and two
# runs at once fetch a thing once.

set -euo pipefail

setup_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root_dir="$(cd "$setup_dir/../.." && pwd)"
cache_dir="${XDG_CACHE_HOME:-$HOME/.cache}/godwit"

say() { printf '== %s\n' "$*" >&2; }

# die WHAT [NEXT…]: the error on one line, then what to do about it, one line each.
die() {
  printf 'error: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# check_sha256 FILE HASH NAME: ends the run when FILE is not what was pinned.
check_sha256() {
  local found
  found="$(sha256sum "$1" | cut -d ' ' -f 1)"
  [[ "$found" == "$2" ]] && return 0
  die "$3: the download is not what was expected" \
    "expected SHA-256 $2" "found    SHA-256 $found" \
    "Nothing was kept. Try again; if it stays so, the archive changed the file: do not use it."
}

# fetch_once NAME FUNCTION: makes $cache_dir/NAME by calling `FUNCTION WORK PLACE`, which fills the
# empty folder WORK; WORK becomes PLACE (= $cache_dir/NAME) only when FUNCTION succeeded.
fetch_once() {
  local name="$1" maker="$2" place="$cache_dir/$1"
  [[ -d "$place" ]] && return 0
  command -v flock > /dev/null || die "flock is missing" "Install the package util-linux."
  mkdir -p "$cache_dir"
  (
    exec 9> "$cache_dir/.$name.lock"
    if ! flock --nonblock 9; then
      say "Another run is fetching $name: waiting for it"
      flock 9
    fi
    [[ -d "$place" ]] && exit 0
    # Leftovers of killed runs: we hold the lock, so nobody works in them.
    rm -rf "$cache_dir/.$name".work.*
    work="$(mktemp -d "$cache_dir/.$name.work.XXXXXX")"
    trap 'rm -rf "$work"' EXIT
    "$maker" "$work" "$place"
    chmod 755 "$work"
    sync -f "$work"
    mv -T "$work" "$place"
  )
}
