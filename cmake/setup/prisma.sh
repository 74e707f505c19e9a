#!/usr/bin/env bash
# Installs the Prisma that tests/cli/prisma.test.mjs runs beside Godwit (its JavaScript engine, 127 MB),
# and prints the folder that holds its node_modules. Once per version of package-lock.json. Install
# scripts are not run, for they would fetch Prisma's native engines from outside the registry.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_prisma() {
  local work="$1"
  say "Installing Prisma for the tests (127 MB)"
  cp "$setup_dir"/prisma/package{,-lock}.json "$root_dir/.npmrc" "$work/"
  (
    cd "$work"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    node -e 'require("@libsql/client"); require.resolve("prisma/build/index.js")'
  ) || die "Prisma, which the tests of its ledger run, could not be installed" \
    "Check 'npm ping'; a mirror is set by 'npm config set registry'."
}

name="prisma-$(sha256sum < "$setup_dir/prisma/package-lock.json" | cut -c 1-12)"
fetch_once "$name" make_prisma
printf '%s\n' "$cache_dir/$name"
