# Sets up a checkout: Python environment from the hashed lock, and the system's libraries and programs.
# Sourced by ./skelly-tray and ./run-tests, POSIX sh. A later run finds everything in place and costs a few
# milliseconds: no pip, no apt.
#
#   SKELLY_VENV    folder of the environment (default: .venv of the checkout)
#   SKELLY_PYTHON  the Python to make it with (default: the first of python3, python3.13 … that is new enough)

ROOT=$(pwd -P)
VENV=${SKELLY_VENV:-$ROOT/.venv}
case $VENV in /*) ;; *) VENV=$ROOT/$VENV ;; esac
MISSING=""

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

# --- one set-up at a time ------------------------------------------------------------------------------------

# Runs a function in a subshell that holds a lock, so that nothing started later inherits it: two commands
# typed at once set up once. The locked file is this one; the package database guards the settings that
# installing touches, for other checkouts too.
locked() {
    if command -v flock >/dev/null 2>&1; then
        (
            flock -n 9 || { say "Waiting for another set-up of this checkout to end …"; flock 9; }
            if [ -d /var/lib/dpkg ]; then
                flock -n 8 || { say "Waiting for the set-up of another checkout to end …"; flock 8; }
            fi
            "$@"
        ) 9<"$ROOT/packaging/setup.sh" 8<"$([ -d /var/lib/dpkg ] && echo /var/lib/dpkg || echo /)"
    else
        (
            until ln -s $$ "$VENV-lock" 2>/dev/null; do
                kill -0 "$(readlink "$VENV-lock")" 2>/dev/null || rm -f "$VENV-lock"
                sleep 1
            done
            trap 'rm -f "$VENV-lock"' EXIT
            trap 'exit 1' INT TERM HUP
            "$@"
        )
    fi
}

# --- packages of the system ----------------------------------------------------------------------------------

# A command that may install packages, or nothing: we are root, or sudo asks for no password.
privileged() {
    if is_root; then
        printf 'env'
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        printf 'sudo -n env'
    fi
}

# Notes a package as missing.
lacks() { case " $MISSING " in *" $1 "*) ;; *) MISSING="$MISSING${MISSING:+ }$1" ;; esac; }

# needs_library SONAME PACKAGE
needs_library() { case $LIBRARIES in *"$1"*) ;; *) lacks "$2" ;; esac; }

# needs_program NAME PACKAGE: also where a user's PATH does not look
needs_program() {
    command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ] || lacks "$2"
}

load_libraries() {
    LIBRARIES=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
}

# What PySide6 does not carry itself. Package names are Debian's and Ubuntu's; sonames are everybody's.
needs_qt() {
    [ "$(uname -s)" = Linux ] || return 0
    load_libraries
    needs_library libglib-2.0.so.0 libglib2.0-0
    needs_library libGL.so.1 libgl1
    needs_library libEGL.so.1 libegl1
    needs_library libxkbcommon.so.0 libxkbcommon0
    needs_library libdbus-1.so.3 libdbus-1-3
    needs_library libfontconfig.so.1 libfontconfig1
    needs_library libxcb-cursor.so.0 libxcb-cursor0
    needs_library libxkbcommon-x11.so.0 libxkbcommon-x11-0
    needs_library libxcb-icccm.so.4 libxcb-icccm4
    needs_library libxcb-keysyms.so.1 libxcb-keysyms1
    needs_library libxcb-shape.so.0 libxcb-shape0
    needs_library libxcb-xkb.so.1 libxcb-xkb1
    needs_library libX11-xcb.so.1 libx11-xcb1
    [ -d /usr/share/fonts/truetype ] || [ -d /usr/share/fonts/opentype ] || [ -d /usr/share/fonts/TTF ] ||
        lacks fonts-dejavu-core
}

# Packages whose installation would start a server of their own are installed with that denied, and with no
# database cluster made; both settings are put back afterwards, also after an interruption.
POLICY=/usr/sbin/policy-rc.d
CLUSTER=/etc/postgresql-common/createcluster.d/skelly-tray.conf

deny_services() {
    [ -e "$POLICY.skelly-saved" ] || [ ! -e "$POLICY" ] || $SUDO mv "$POLICY" "$POLICY.skelly-saved"
    $SUDO sh -c "printf '#!/bin/sh\n# skelly-tray: no service starts while its tests install servers\nexit 101\n' >$POLICY"
    $SUDO chmod 755 "$POLICY"
    case $MISSING in *postgresql*) ;; *) return 0 ;; esac
    $SUDO mkdir -p "$(dirname "$CLUSTER")"
    $SUDO sh -c "echo 'create_main_cluster = false' >$CLUSTER"
}

allow_services() {
    if grep -q skelly-tray "$POLICY" 2>/dev/null; then $SUDO rm -f "$POLICY"; fi
    if [ -e "$POLICY.skelly-saved" ]; then $SUDO mv "$POLICY.skelly-saved" "$POLICY"; fi
    $SUDO rm -f "$CLUSTER"
}

# Installs what is in MISSING where we may; else names the command and returns 1.
install_missing() {
    [ -n "$MISSING" ] || return 0
    command="apt-get update && apt-get install -y --no-install-recommends $MISSING"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing on this system (Debian's names): $MISSING" "Install them with your package manager."
        return 1
    fi
    SUDO=$(privileged)
    if [ -z "$SUDO" ]; then
        say "Missing system packages. Install them with:" "  sudo sh -c '$command'"
        return 1
    fi
    say "Installing system packages (once): $MISSING"
    (install_by_apt) || {
        say "The packages could not be installed. Is there a network? By hand:" "  $command"
        return 1
    }
    MISSING=""
}

install_by_apt() {
    SUDO="$SUDO DEBIAN_FRONTEND=noninteractive"
    log=$(mktemp)
    trap 'allow_services; rm -f "$log"' EXIT
    trap 'exit 1' INT TERM HUP
    deny_services
    apt="apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 --no-install-recommends"
    # The lists of a fresh machine are absent or stale: one update, then once more from the start.
    # shellcheck disable=SC2086
    $SUDO $apt install $MISSING </dev/null >"$log" 2>&1 ||
        { $SUDO $apt update </dev/null >"$log" 2>&1 && $SUDO $apt install $MISSING </dev/null >>"$log" 2>&1; } ||
        { tail -n 15 "$log" >&2; exit 1; }
}

# --- the Python environment ----------------------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for PYTHON in ${SKELLY_PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        if command -v "$PYTHON" >/dev/null 2>&1 && new_enough "$PYTHON"; then return 0; fi
    done
    die "Skelly Tray needs Python 3.11 or newer, and ${SKELLY_PYTHON:-python3} is not." \
        "On Debian 12, Ubuntu 24.04 and newer: apt-get install python3"
}

# Debian's Python lacks the parts that make environments.
ensure_venv_module() {
    if "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then return 0; fi
    version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    MISSING=""
    if [ "$PYTHON" = python3 ]; then lacks python3-venv; else lacks "python$version-venv"; fi
    install_missing && "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        die "Python $version cannot make an environment without that package."
}

# What the environment was made from; anything else here means that it is out of date.
wanted_stamp() {
    printf '%s %s\n' "$ROOT" "${SKELLY_PYTHON:-}"
    cksum "packaging/$1" pyproject.toml packaging/setup.sh
}

# environment_ready LOCK: with the stamp of the larger lock the smaller one is served too
environment_ready() {
    [ -x "$VENV/bin/python" ] || return 1
    for lock in "$1" requirements-dev.lock; do
        [ -r "$VENV/$lock.stamp" ] && [ "$(cat "$VENV/$lock.stamp")" = "$(wanted_stamp "$lock")" ] && return 0
    done
    return 1
}

make_environment() {
    environment_ready "$1" && return 0
    find_python
    ensure_venv_module
    say "Setting up the Python environment in $VENV (once; it fetches about 120 MB) …"
    rm -f "$VENV"/requirements*.stamp
    if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || ! same_python; then
        rm -rf "$VENV"
        "$PYTHON" -m venv "$VENV" || die "The environment could not be made in $VENV."
    fi
    pip_install --require-hashes -r "packaging/$1"
    # What builds the project is in the lock too, so that nothing unpinned is fetched here.
    pip_install --no-deps --no-build-isolation -e .
    wanted_stamp "$1" >"$VENV/$1.stamp"
}

same_python() {
    asked=$("$PYTHON" -c 'import sys; print(sys.version)')
    [ "$("$VENV/bin/python" -c 'import sys; print(sys.version)')" = "$asked" ]
}

pip_install() {
    if ! "$VENV/bin/python" -m pip install -q --no-input --disable-pip-version-check "$@" >"$VENV/pip.log" 2>&1; then
        grep -v '^WARNING: Location' "$VENV/pip.log" | tail -n 12 >&2
        die "The Python packages could not be installed. Is there a network? Run the command again when there is."
    fi
}

# ensure_environment LOCK
ensure_environment() {
    environment_ready "$1" || locked make_environment "$1" || exit 1
}
