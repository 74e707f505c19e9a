#!/usr/bin/env bash
# ./run bench: builds what is measured, then hands over to bench/run.mjs.
# It is told where things are: GODWIT_NATIVE, GODWIT_NODE, GODWIT_SITE, GODWIT_CHROMIUM as in the tests;
# GODWIT_PEER, the folder whose node_modules holds better-sqlite3, seedrandom and zod (empty: none).
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
setup=cmake/setup
. "$setup/build.sh"

[[ -e bench/run.mjs ]] || die "there is nothing to measure yet: bench/run.mjs is missing"
need_node
"$setup/npm.sh"
build_web
# Programs that only measure are in no other build.
for target in godwit-bench godwit-measure; do
  for folder in build/native build/web; do
    if ninja -C "$folder" -t query "$target" > /dev/null 2>&1; then
      cmake --build "$folder" -j "$jobs" --target "$target"
    fi
  done
done
GODWIT_PEER=""
[[ "${GODWIT_NO_PEER:-}" == 1 ]] || GODWIT_PEER="$("$setup/peer.sh")"
export GODWIT_PEER
export GODWIT_NATIVE="$PWD/build/native/godwit" GODWIT_NODE="$PWD/build/web/npm/bin/godwit.mjs"
export GODWIT_SITE="$PWD/build/web/site" GODWIT_CHROMIUM="${GODWIT_CHROMIUM:-/usr/bin/chromium}"
exec node bench/run.mjs "$@"
