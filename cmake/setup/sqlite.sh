#!/usr/bin/env bash
# Finds or fetches SQLite's amalgamation, and prints the folder that holds sqlite3.c.
# The npm package better-sqlite3 carries it; only its C file and header are taken.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=3.54.1
package=better-sqlite3@13.2.0
sqlite3_c_sha=75a4760a7b9727a4c4c877aec92eacf39e52a8f2921ce00bd33be6d3a8e8e254

make_sqlite() {
  local work="$1"
  say "Fetching SQLite $version's amalgamation (npm's $package): the one SQLite of every build"
  mkdir "$work/npm"
  (cd "$work/npm" && npm pack --silent "$package" > /dev/null && tar xzf ./*.tgz) ||
    die "SQLite $version could not be fetched: npm did not give $package" \
      "Check 'npm ping'. The way round: set GODWIT_SQLITE_DIR to a folder that holds" \
      "sqlite3.c and sqlite3.h of SQLite $version or newer."
  check_sha256 "$work/npm/package/deps/sqlite3/sqlite3.c" "$sqlite3_c_sha" "SQLite $version"
  mv "$work"/npm/package/deps/sqlite3/sqlite3.{c,h} "$work/"
  rm -rf "$work/npm"
}

if [[ -n "${GODWIT_SQLITE_DIR:-}" ]]; then
  [[ -r "$GODWIT_SQLITE_DIR/sqlite3.c" && -r "$GODWIT_SQLITE_DIR/sqlite3.h" ]] ||
    die "GODWIT_SQLITE_DIR holds no sqlite3.c and sqlite3.h: $GODWIT_SQLITE_DIR"
  realpath "$GODWIT_SQLITE_DIR"
else
  fetch_once "sqlite-$version" make_sqlite
  printf '%s\n' "$cache_dir/sqlite-$version"
fi
