#!/usr/bin/env bash
# Finds or fetches Emscripten, and prints the folder that holds emcc on standard output.
# With --which it fetches nothing and prints "private" when the fetched one is (or would be) used,
# "path" when one on PATH is.
# An emcc of 3.1.50 or newer on PATH is used as it is; else Debian 13's 3.1.69 is unpacked into the
# cache folder (150 MB on disk, 250 MB to fetch) and runs there by its own loader, on clang-19 of
# this system. Nothing outside the cache folder is touched.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$setup_dir/debian_pool.sh"

version=3.1.69
emscripten_deb=3.1.69+dfsg-3
emscripten_sha=d2ac788b952c56ab6736b4db2ac0825aa63cfb4c08b8abaefe19e324779d1b2d
binaryen_deb=120-4
binaryen_sha=47be56009e56170f4338a0154fbff2028bd607bc3c8b6a5414658a985bef6470
acorn=8.14.0
acorn_sha=04c1f5545e4e9140e288bb56b4cbbc4ffd730213e6331330e2bcefc649462104
way_round="The way round: put any emcc of 3.1.50 or newer on PATH (emsdk's or Debian 13's)."

on_path() {
  local found number
  found="$(command -v emcc)" || return 1
  number="$(emcc --version 2> /dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p')"
  if [[ "$(printf '%s\n' 3.1.50 "${number:-0}" | sort -V | head -n 1)" != 3.1.50 ]]; then
    say "emcc ${number:-of unknown version} on PATH is older than 3.1.50: using $version instead"
    return 1
  fi
  dirname "$(realpath "$found")"
}

# Variants of the system libraries that no build of ours links: 1.4 GB.
unwanted() {
  local lib=./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
  printf '%s\n' "$lib"/{lto,lto-pic,pic,'*-mt*','*-ww*','libwasmfs*','*asan*','liblsan*'} \
    "$lib"/{'libsanitizer*','libubsan*','libemmalloc*','libGL-*emu*','libGL-*ofb*','*-tracing*'} \
    ./usr/share/emscripten/test ./usr/share/doc ./usr/share/man
}

unpack() {  # DEB PLACE [EXCLUDE-FILE]
  dpkg-deb --fsys-tarfile "$1" | tar x -C "$2" --anchored --wildcards ${3:+--exclude-from="$3"}
}

make_emscripten() {
  local work="$1" place="$2" triplet=x86_64-linux-gnu program
  [[ "$(dpkg --print-architecture)" == amd64 ]] || die \
    "no pinned Emscripten for the processor $(dpkg --print-architecture)" "$way_round"
  say "Fetching Emscripten $version from Debian 13 (250 MB) for the WASM build"
  mkdir "$work/pool"
  (
    cd "$work/pool"
    pool_open "$work/pool" trixie deb &&
      pool_get download "emscripten=$emscripten_deb" "binaryen=$binaryen_deb" \
        libc6/trixie libstdc++6/trixie libgcc-s1/trixie
  ) || die "Emscripten $emscripten_deb could not be fetched from Debian 13 (trixie)" "$way_round"
  check_sha256 "$work"/pool/emscripten_*.deb "$emscripten_sha" "emscripten $emscripten_deb"
  check_sha256 "$work"/pool/binaryen_*.deb "$binaryen_sha" "binaryen $binaryen_deb"

  unwanted > "$work/pool/unwanted"
  unpack "$work"/pool/emscripten_*.deb "$work" "$work/pool/unwanted"
  for program in binaryen libc6 libstdc++6 libgcc-s1; do
    unpack "$work"/pool/${program}_*.deb "$work"
  done
  rm -rf "$work/pool"

  # Debian 13's programs need Debian 13's C library: each is started by the loader unpacked here.
  mkdir "$work/bin"
  local loader="usr/lib64/ld-linux-x86-64.so.2"
  [[ -e "$work/$loader" ]] || loader="usr/lib/$triplet/ld-linux-x86-64.so.2"
  for program in "$work"/usr/bin/wasm* "$work"/usr/bin/binaryen*; do
    [[ -f "$program" ]] || continue
    program="$(basename "$program")"
    cat > "$work/bin/$program" <<WRAPPER
#!/bin/sh
p='$place'
exec "\$p/$loader" --library-path "\$p/usr/lib/$triplet" "\$p/usr/bin/$program" "\$@"
WRAPPER
    chmod +x "$work/bin/$program"
  done

  # Emscripten's optimiser of JavaScript needs the parser acorn, which Debian packages apart.
  mkdir -p "$work/acorn" "$work/usr/share/emscripten/node_modules"
  (cd "$work/acorn" && npm pack --silent "acorn@$acorn" > /dev/null) ||
    die "acorn $acorn could not be fetched by npm" "Check 'npm ping'. $way_round"
  check_sha256 "$work"/acorn/acorn-*.tgz "$acorn_sha" "acorn $acorn"
  tar xzf "$work"/acorn/acorn-*.tgz -C "$work/acorn"
  rm -rf "$work/usr/share/emscripten/node_modules/acorn"
  mv "$work/acorn/package" "$work/usr/share/emscripten/node_modules/acorn"
  rm -rf "$work/acorn"

  cat > "$work/usr/share/emscripten/.emscripten" <<CONFIG
import shutil
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$place'
NODE_JS = shutil.which('node') or 'node'
FROZEN_CACHE = True
CONFIG
}

if found="$(on_path)"; then
  if [[ "${1:-}" == --which ]]; then echo path; else printf '%s\n' "$found"; fi
elif [[ "${1:-}" == --which ]]; then
  echo private
else
  fetch_once "emscripten-$version" make_emscripten
  printf '%s\n' "$cache_dir/emscripten-$version/usr/share/emscripten"
fi
