#!/usr/bin/env bash
# Builds the JavaScript stack that ./run bench compares with (better-sqlite3, seedrandom, zod), and
# prints the folder that holds its node_modules. Takes a minute, once per node version.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_peer() {
  local work="$1" node_prefix
  say "Building better-sqlite3 for this node (about a minute): the peer of the benchmarks"
  cp "$setup_dir"/peer/package{,-lock}.json "$root_dir/.npmrc" "$work/"
  # node's headers usually stand beside it; else node-gyp fetches them.
  node_prefix="$(dirname "$(dirname "$(realpath "$(command -v node)")")")"
  [[ -e "$node_prefix/include/node/node.h" ]] && export npm_config_nodedir="$node_prefix"
  (
    cd "$work"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    # From source: the prebuilt program would come from outside the registry.
    npm_config_build_from_source=true npm rebuild better-sqlite3 --loglevel=error >&2
    node -e 'new (require("better-sqlite3"))(":memory:").exec("SELECT 1")'
  ) || die "the JavaScript peer of the benchmarks could not be built" \
    "It needs npm's registry, make, g++ and node's headers (set npm_config_nodedir to the folder" \
    "that holds include/node). './run bench' goes on without this row when GODWIT_NO_PEER=1 is set."
}

name="bench-peer-$(cat "$setup_dir/peer/package-lock.json" <(node --version) | sha256sum | cut -c 1-12)"
fetch_once "$name" make_peer
printf '%s\n' "$cache_dir/$name"
