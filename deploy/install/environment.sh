#!/bin/sh
# Make or refresh .venv from a lock file, every package by its hash; nothing to do when the lock is the same.
# usage: environment.sh LOCK
set -eu

lock=$1
here=.venv

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# The distribution's own comes first: it is built with profile-guided optimization, others often are not.
python=
for candidate in /usr/bin/python3.11 python3.11 python3; do
    [ "$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.11 ] || continue
    python=${python:-$candidate}
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
        python=$candidate
        break
    fi
done

stamp="$here/$(sha256sum "$lock" | cut -c1-16).installed"
[ -f "$stamp" ] && [ -x "$here/bin/python" ] && exit 0

[ -n "$python" ] || fail "Python 3.11 is missing: apt-get install -y python3.11 python3.11-venv"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Python's venv is missing: apt-get install -y python3.11-venv"

"$here/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$here"
echo "Installing $lock into $here ..."
# A bundle brings its packages along: nothing is asked of the network then.
from=
[ "$lock" = requirements.lock ] && [ -d wheelhouse ] && from="--no-index --find-links wheelhouse"
# shellcheck disable=SC2086
"$here/bin/python" -m pip install $from --quiet --quiet --no-input --disable-pip-version-check \
    --require-hashes --no-deps -r "$lock"
touch "$stamp"
