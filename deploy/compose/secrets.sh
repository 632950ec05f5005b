#!/bin/sh
# Make deploy/compose/.env with a new password for everybody; refuses to replace one. Its owner's alone to read.
set -eu

file=$(dirname "$0")/.env
[ ! -e "$file" ] || { echo "$file is there already" >&2; exit 1; }

password() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

umask 077
{
    echo "POSTGRES_PASSWORD=$(password)"
    for user in CARE GATEWAY GRIDS MEMBERS NOTIFY; do
        echo "LINLI_BROKER_PASSWORD_$user=$(password)"
    done
    for service in CARE GRIDS MEMBERS NOTIFY; do
        for role in OWNER APP WORK; do
            echo "LINLI_${service}_${role}_PASSWORD=$(password)"
        done
    done
} > "$file"
echo "$file is made: keep it as safe as the databases"
