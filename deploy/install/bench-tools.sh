#!/bin/sh
# What the bench needs besides the test servers: wrk, the load generator.
set -eu

command -v wrk >/dev/null && exit 0
sh "$(dirname "$0")/packages.sh" wrk || {
    echo "The bench needs wrk: apt-get install -y wrk" >&2
    exit 1
}
