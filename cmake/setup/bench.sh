#!/usr/bin/env bash
# ./run bench [--quick] [--only migrations|schema|samples]: builds what is measured, then hands over to bench/run.py.
# That one is told where things are: GODWIT_SITE and GODWIT_CHROMIUM as in the browser tests;
# GODWIT_EMSCRIPTEN_ROOT by build_web;
# GODWIT_PEER, the folder whose node_modules holds better-sqlite3, seedrandom and zod (empty: none);
# GODWIT_PRISMA, the folder whose node_modules holds Prisma (empty: none).
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
setup=cmake/setup
. "$setup/build.sh"

# Anything else is help or an error, said before anything is installed or built.
part=""
expected=""
for argument in "$@"; do
  case "$expected$argument" in
    --quick | --only) ;;
    --only=migrations | ofmigrations) part=migrations ;;
    --only=schema | ofschema | --only=samples | ofsamples) part=measure ;;
    *) exec python3 bench/run.py "$@" ;;
  esac
  expected=""
  [[ "$argument" == --only ]] && expected=of
done
[[ -z "$expected" ]] || exec python3 bench/run.py "$@"
"$setup/packages.sh" bench
need_node
if [[ "$part" == measure ]]; then
  "$setup/packages.sh" native web
  build_preset native-release build/native godwit-measure
  build_preset web build/web godwit-measure
  exec python3 bench/run.py "$@"
fi
GODWIT_PRISMA=""
[[ "${GODWIT_NO_PRISMA:-}" == 1 ]] || GODWIT_PRISMA="$("$setup/prisma.sh")"
export GODWIT_PRISMA
if [[ "$part" == migrations ]]; then
  "$setup/packages.sh" native
  build_preset native-release build/native godwit
  exec python3 bench/run.py "$@"
fi
"$setup/npm.sh"
build_web
build_preset native-release build/native godwit-bench godwit-measure
build_preset web build/web godwit-measure
GODWIT_PEER=""
[[ "${GODWIT_NO_PEER:-}" == 1 ]] || GODWIT_PEER="$("$setup/peer.sh")"
export GODWIT_PEER
export GODWIT_SITE="$PWD/build/web/site" GODWIT_CHROMIUM="${GODWIT_CHROMIUM:-/usr/bin/chromium}"
exec python3 bench/run.py "$@"
