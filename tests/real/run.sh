#!/usr/bin/env bash
# The outputs in the programs that readers use: a browser, a Jupyter kernel, other readers of workbooks and Markdown.
# Python packages go to target/real; Chromium and python3-venv come from Debian where they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
say() { echo "test-real: $*" >&2; }
# What cannot be installed is told from what fails: exit 75.
lacks() { say "$*"; exit 75; }

# Debian packages, as root or by sudo.
install() {
    command -v apt-get >/dev/null || lacks "no apt-get here: install $* by hand"
    local as=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || lacks "needs $*: run as root, or install sudo"
        as=(sudo)
    fi
    say "installing $*"
    "${as[@]}" apt-get update -q && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" \
        || lacks "cannot install $*"
}

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

command -v python3 >/dev/null || install python3
[ -n "${CHROMIUM:-$(browser)}" ] || install chromium
export CHROMIUM="${CHROMIUM:-$(browser)}"

venv=target/real
wanted="$(cat tests/real/requirements.txt)"
if [ ! -x "$venv/bin/python" ] || [ "$(cat "$venv/installed" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$venv"
    if ! python3 -m venv "$venv" >/dev/null 2>&1; then
        install python3-venv
        python3 -m venv "$venv" || lacks "python3 -m venv does not work here"
    fi
    "$venv/bin/python" -m pip install -q --disable-pip-version-check -r tests/real/requirements.txt \
        || lacks "cannot install the Python packages of tests/real/requirements.txt"
    echo "$wanted" >"$venv/installed"
fi

cargo build --locked
exec "$venv/bin/python" -m unittest discover -s tests/real -t tests/real "$@"
