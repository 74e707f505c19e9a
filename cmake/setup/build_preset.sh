#!/usr/bin/env bash
# build_preset.sh PRESET FOLDER [TARGET…]: build.sh's function as a program, for test.py.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
setup=cmake/setup
. "$setup/build.sh"
mkdir -p build
build_preset "$@"
