#!/bin/sh
# All four services' databases and roles, by roles.sql. Needs psql and libpq's own variables for the way there
# (PGHOST, PGUSER, PGPASSWORD ...), and LINLI_<SERVICE>_OWNER_PASSWORD, ..._APP_PASSWORD, ..._WORK_PASSWORD.
set -eu

here=$(dirname "$0")
for service in care grids members notify; do
    upper=$(printf %s "$service" | tr a-z A-Z)
    for role in OWNER APP WORK; do
        eval "password=\${LINLI_${upper}_${role}_PASSWORD:?}"
        export "LINLI_${role}_PASSWORD=$password"
    done
    psql --no-psqlrc --quiet --output /dev/null --dbname postgres -v "service=$service" -f "$here/roles.sql"
    echo "$service: roles and database are there"
done
