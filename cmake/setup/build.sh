# Building, for ./run and the scripts behind it. Sourced, with the project's root as current folder.
. cmake/setup/lib.sh

jobs="${GODWIT_JOBS:-$(nproc 2> /dev/null || echo 2)}"

# Ends the run unless node 20 and npm are there: Debian 12's own node is 18.
need_node() {
  local major
  major="$(node --version 2> /dev/null | sed -nE 's/^v([0-9]+).*/\1/p')" || true
  if [[ -z "$major" || "$major" -lt 20 ]] || ! command -v npm > /dev/null; then
    die "node 20 or newer with npm is needed${major:+ (found node $major)}" \
      "Debian 12 packages node 18 only. Install node 20 from nodejs.org or by your version manager."
  fi
}

# list_sources: the C++ files that are ours, each ended by a NUL.
list_sources() { git ls-files -z --cached --others --exclude-standard -- '*.cc' '*.h'; }

# build_preset PRESET FOLDER [TARGET…]: configures when needed, then builds. A change of the sources
# that the set-up scripts give (their folders carry versions) configures anew.
build_preset() {
  local preset="$1" folder="$2" given
  shift 2
  given="$("$setup/sqlite.sh")"
  given+=" $("$setup/imgui.sh")"
  if [[ "$preset" == web ]]; then
    GODWIT_EMSCRIPTEN_ROOT="$("$setup/emscripten.sh")"
    export GODWIT_EMSCRIPTEN_ROOT
    given+=" $GODWIT_EMSCRIPTEN_ROOT"
  fi
  if [[ ! -e "$folder/build.ninja" || "$(cat "$folder/.godwit-given" 2> /dev/null)" != "$given" ]]; then
    cmake --fresh --preset "$preset" --log-level=WARNING > "$folder.configure.log" 2>&1 || {
      cat "$folder.configure.log" >&2
      die "CMake could not configure $folder" "The messages above are in $folder.configure.log."
    }
    printf '%s' "$given" > "$folder/.godwit-given"
  fi
  cmake --build "$folder" -j "$jobs" ${1:+--target "$@"}
}

build_native() {
  "$setup/packages.sh" native
  need_node
  mkdir -p build
  build_preset native-release build/native
}

# The site carries digests that the native build made.
build_web() {
  "$setup/packages.sh" native web
  need_node
  mkdir -p build
  build_preset native-release build/native
  build_preset web build/web
}
