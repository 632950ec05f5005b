#!/bin/sh
# RabbitMQ, PostgreSQL, Redis and Chromium for the tests: installed here, or given, or named as missing.
set -eu

missing=
found() { ls $1 >/dev/null 2>&1; }

[ -n "${LINLI_TEST_AMQP_URI:-}" ] || found "/usr/lib/rabbitmq/bin/rabbitmq-server" ||
    command -v rabbitmq-server >/dev/null || missing="rabbitmq-server"
[ -n "${LINLI_TEST_DATABASE_URI:-}" ] || found "/usr/lib/postgresql/*/bin/initdb" ||
    command -v initdb >/dev/null || missing="$missing postgresql"

[ -n "${LINLI_TEST_REDIS_URI:-}" ] || command -v redis-server >/dev/null || missing="$missing redis-server"
command -v curl >/dev/null || missing="$missing curl"
[ -n "${LINLI_TEST_CHROMIUM:-}" ] || command -v chromium >/dev/null || missing="$missing chromium fonts-wqy-microhei"

[ -z "$missing" ] && exit 0
# shellcheck disable=SC2086
sh "$(dirname "$0")/packages.sh" $missing || {
    echo "The tests need$(printf ' %s' $missing): install it, or set LINLI_TEST_AMQP_URI, LINLI_TEST_DATABASE_URI, LINLI_TEST_REDIS_URI and LINLI_TEST_CHROMIUM." >&2
    exit 1
}
