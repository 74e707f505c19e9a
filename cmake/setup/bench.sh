#!/usr/bin/env bash
# ./run bench [--quick]: builds what is measured, then hands over to bench/run.py.
# That one is told where things are: GODWIT_SITE and GODWIT_CHROMIUM as in the browser tests;
# GODWIT_EMSCRIPTEN_ROOT by build_web;
# GODWIT_PEER, the folder whose node_modules holds better-sqlite3, seedrandom and zod (empty: none).
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
setup=cmake/setup
. "$setup/build.sh"

# Anything else is help or an error, said before anything is installed or built.
for argument in "$@"; do
  [[ "$argument" == --quick ]] || exec python3 bench/run.py "$@"
done
"$setup/packages.sh" bench
need_node
"$setup/npm.sh"
build_web
build_preset native-release build/native godwit-bench godwit-measure
build_preset web build/web godwit-measure
GODWIT_PEER=""
[[ "${GODWIT_NO_PEER:-}" == 1 ]] || GODWIT_PEER="$("$setup/peer.sh")"
export GODWIT_PEER
export GODWIT_SITE="$PWD/build/web/site" GODWIT_CHROMIUM="${GODWIT_CHROMIUM:-/usr/bin/chromium}"
exec python3 bench/run.py "$@"
