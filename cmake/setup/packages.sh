#!/usr/bin/env bash
# packages.sh GROUP…: installs the Debian packages of those groups that are missing.
# With root by apt-get; otherwise it prints the one command and ends. Nothing missing: a few
# milliseconds and no output. GODWIT_SKIP_PACKAGES=1 leaves packages to you (other systems).
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# packages GROUP: one line a purpose, "why: package …".
packages() {
  case "$1" in
    native)
      echo "building: cmake ninja-build ccache g++ python3"
      echo "libraries for the core and the command line: nlohmann-json3-dev libcli11-dev"
      echo "libraries for the tests: googletest libvalijson-dev"
      echo "fonts of the playground and the tool that subsets them:" \
        "fonts-inter fonts-jetbrains-mono python3-fonttools"
      echo "unpacking Dear ImGui, checking Debian's signatures: xz-utils debian-archive-keyring"
      ;;
    web)
      # An Emscripten on PATH brings its own compiler.
      if [[ "$("$setup_dir/emscripten.sh" --which)" == private ]]; then
        echo "the compiler behind Emscripten: clang-19 lld-19 llvm-19"
      fi
      ;;
    test)
      echo "the second compiler, sanitizers, coverage: clang-19 lld-19 llvm-19 libclang-rt-19-dev"
      echo "format and lint checks: clang-format-19 clang-tidy-19"
      echo "an independent reader of our files: sqlite3"
      echo "an independent list of JSON Schema cases: json-schema-test-suite"
      echo "browser tests: chromium"
      ;;
    bench)
      echo "measuring: libbenchmark-dev chromium sqlite3"
      echo "building the JavaScript peer: make"
      ;;
    *) die "packages.sh: unknown group $1" ;;
  esac
}

[[ "${GODWIT_SKIP_PACKAGES:-}" == 1 ]] && exit 0

# One query for all; it fails when one package is unknown, but still lists the others.
installed="$(for group in "$@"; do packages "$group"; done | sed 's/^[^:]*://' |
  xargs -r dpkg-query -W -f='${Package} ${db:Status-Status}\n' 2> /dev/null |
  sed -n 's/ installed$//p' | tr '\n' ' ')" || true

wanted=()
reasons=()
for group in "$@"; do
  while IFS=: read -r why names; do
    missing_here=()
    for name in $names; do
      wanted+=("$name")
      [[ " $installed " == *" $name "* ]] || missing_here+=("$name")
    done
    [[ ${#missing_here[@]} -gt 0 ]] && reasons+=("$why: ${missing_here[*]}")
  done < <(packages "$group")
done
[[ ${#reasons[@]} -eq 0 ]] && exit 0

if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
  die "this system has no apt-get, and ./run installs by it alone" \
    "Install the counterparts of: ${wanted[*]}" \
    "then run again with GODWIT_SKIP_PACKAGES=1."
fi

missing=()
say "Installing Debian packages:"
for reason in "${reasons[@]}"; do
  say "  $reason"
  for name in ${reason#*:}; do missing+=("$name"); done
done
install=(apt-get install --yes --no-install-recommends "${missing[@]}")
if [[ "$(id -u)" != 0 ]]; then
  die "installing packages needs root" "Run this once, then try again:" "" \
    "  sudo apt-get update && sudo ${install[*]}"
fi
export DEBIAN_FRONTEND=noninteractive
wait_for_lock=(-o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
apt-get "${wait_for_lock[@]}" -qq update ||
  say "apt-get update failed; trying with the package lists that are there"
"${install[@]:0:1}" "${wait_for_lock[@]}" -qq "${install[@]:1}" > /dev/null ||
  die "apt-get could not install: ${missing[*]}" \
    "Try by hand: ${install[*]}" \
    "On a system without these packages: install their counterparts, set GODWIT_SKIP_PACKAGES=1."
