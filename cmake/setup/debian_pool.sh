# Takes packages from another Debian release into a folder, without touching the system: a private
# apt configuration (own sources list, own lists, own cache) checked by Debian's archive keyring.
# Sourced after lib.sh. Works for an ordinary user too.

# debian_mirror: the address of the Debian mirror this machine uses already.
debian_mirror() {
  local codename mirror
  codename="$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")"
  mirror="$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' 'Origin: Debian' "Codename: $codename" 2> /dev/null | head -n 1)" || true
  [[ -n "$mirror" ]] || die "no Debian mirror found in apt's lists" \
    "Run 'apt-get update' as root once, then try again."
  printf '%s' "$mirror"
}

# pool_open FOLDER RELEASE deb|deb-src [OPTION…]: prepares the private configuration for RELEASE in
# FOLDER, with further options for apt-get.
pool_open() {
  local folder="$1" release="$2" kind="$3" mirror keyring
  shift 3
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [[ -r "$keyring" ]] || die "Debian's archive keyring is missing: $keyring" \
    "Install the package debian-archive-keyring."
  mirror="$(debian_mirror)" || return 1
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  : > "$folder/status"
  printf '%s [signed-by=%s] %s %s main\n' "$kind" "$keyring" "$mirror" "$release" \
    > "$folder/sources.list"
  pool_options=(
    -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=-
    -o Dir::State="$folder" -o Dir::State::status="$folder/status"
    -o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder/cache"
    -o Acquire::Languages=none -o Acquire::Retries=3
    -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false
    "$@"
  )
  # Root's apt would hand downloads to a user who cannot write in this folder, and complain.
  [[ "$(id -u)" == 0 ]] && pool_options+=(-o APT::Sandbox::User=root)
  apt-get "${pool_options[@]}" -qq update
}

# pool_get COMMAND ARGUMENTS…: apt-get with the private configuration, in the current folder.
pool_get() { apt-get "${pool_options[@]}" -qq "$@"; }
