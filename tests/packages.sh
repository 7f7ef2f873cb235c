# Sourced by scripts that install what they need: Debian packages, as root or with sudo.

build_packages=(build-essential meson ninja-build pkg-config libglib2.0-dev libcairo2-dev
    libpng-dev zlib1g-dev libyaml-dev librandom123-dev)

# Prints those of its arguments that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null |
            grep -qx installed || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs what is missing of its arguments; says nothing when nothing is.
install_packages() {
    local missing
    missing=$(missing_packages "$@" | xargs)
    [ -n "$missing" ] || return 0
    echo "installing: $missing" >&2
    # a list that cannot be renewed may still do
    as_root apt-get update -q >&2 || true
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $missing >&2
}
