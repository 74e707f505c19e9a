#!/usr/bin/env bash
# Installs the JavaScript packages of package-lock.json into node_modules/ when they are not there
# yet: tools of the tests, none of which is shipped. Their install scripts are not run.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root_dir"
stamp="node_modules/.godwit-$(sha256sum package-lock.json | cut -c 1-16)"
[[ -e "$stamp" ]] && exit 0
exec 9< package-lock.json
flock 9
[[ -e "$stamp" ]] && exit 0
say "Installing npm packages for the tests (browser driver, reference generator, TypeScript)"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
  die "npm could not install the packages of package-lock.json" \
    "Check 'npm ping'; a mirror is set by 'npm config set registry'."
touch "$stamp"
