#!/bin/sh
# Make the virtual environment $1 with the first Python >= 3.11 found (PYTHON=... names another one).
# A sound one is left as it is. Every failure is one line that says what to do.
set -eu

venv=$1

fail() {
    echo "make: $1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    [ -w "$venv" ] || fail "no write access to $PWD/$venv: run as its owner, or copy the project to a folder of your own"
    exit 0
fi

[ -w . ] || fail "no write access to $PWD: copy the project to a folder of your own, or run as its owner"

for python in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
    if new_enough "$python"; then
        "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
            fail "$python cannot make virtual environments: install them (Debian, Ubuntu: apt-get install python3-venv)"
        "$python" -m venv --clear "$venv" || fail "$python could not make $PWD/$venv (the reason stands above)"
        exit 0
    fi
done
fail "no Python 3.11 or newer found (looked for ${PYTHON:-python3.11 to python3.14, python3, python}): install one, or name it: make PYTHON=/path/to/python3"
