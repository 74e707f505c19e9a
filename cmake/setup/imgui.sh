#!/usr/bin/env bash
# Finds or fetches Dear ImGui's sources, and prints the folder that holds imgui.h and backends/.
# They come from Debian's source package, taken from the testing release and checked by hash.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$setup_dir/debian_pool.sh"

version=1.92.2b
source_version=1.92.2b+ds-1
archive_sha=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48

make_imgui() {
  local work="$1" archive
  say "Fetching Dear ImGui $version from Debian's sources (1 MB) for the playground and the window"
  mkdir "$work/pool"
  (
    cd "$work/pool"
    # A mirror that stands still has lists past their date; our hash below is the stricter check.
    pool_open "$work/pool" forky deb-src -o Acquire::Check-Valid-Until=false &&
      pool_get source --download-only "imgui=$source_version"
  ) || die "Dear ImGui $source_version could not be fetched from Debian's testing release (forky)" \
    "That release moves: the version may be gone. The way round: set GODWIT_IMGUI_DIR to a folder" \
    "with Dear ImGui's sources, $version or a later 1.92 (imgui.h, imgui.cpp, …, backends/)."
  archive="$(echo "$work"/pool/imgui_*.orig.tar.*)"
  check_sha256 "$archive" "$archive_sha" "Dear ImGui $version"
  tar xf "$archive" -C "$work" --strip-components=1
  rm -rf "$work/pool"
  [[ -r "$work/imgui.h" && -r "$work/backends/imgui_impl_opengl3.cpp" ]] ||
    die "Dear ImGui $version: the archive lacks imgui.h or its OpenGL backend"
}

if [[ -n "${GODWIT_IMGUI_DIR:-}" ]]; then
  [[ -r "$GODWIT_IMGUI_DIR/imgui.h" && -r "$GODWIT_IMGUI_DIR/backends/imgui_impl_opengl3.cpp" ]] ||
    die "GODWIT_IMGUI_DIR holds no imgui.h or no backends/imgui_impl_opengl3.cpp: $GODWIT_IMGUI_DIR"
  realpath "$GODWIT_IMGUI_DIR"
else
  fetch_once "imgui-$version" make_imgui
  printf '%s\n' "$cache_dir/imgui-$version"
fi
