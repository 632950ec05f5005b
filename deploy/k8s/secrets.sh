#!/bin/sh
# Print the Secrets and the public keys that the manifests name, for `kubectl apply -n linli -f -`.
# usage: secrets.sh [--public] KEYS_FOLDER
# KEYS_FOLDER is that of `linli keys create`; nothing of it goes to who does not need it. With --public only what
# everybody may see is printed: it goes out before the private half of a new pair does.
# Passwords come from the environment, named as in deploy/compose/secrets.sh; so does where the servers are.
set -eu

only=
[ "$1" != --public ] || { only=public; shift; }
keys=$1
broker=${LINLI_BROKER_PLACE:-rabbitmq.linli-data:5672}
database=${LINLI_DATABASE_PLACE:-postgresql.linli-data:5432}

head_of() { printf -- '---\napiVersion: v1\nkind: %s\nmetadata: { name: %s }\n' "$1" "$2"; }
text() { printf '  %s: "%s"\n' "$1" "$2"; }
file() { printf '  %s: %s\n' "$1" "$(base64 < "$keys/$1" | tr -d '\n')"; }
pairs_of() {
    for path in "$keys/$1".key.pem "$keys/$1".[0-9]*.key.pem; do
        [ ! -e "$path" ] || file "$(basename "$path")"
    done
}
value() { eval "printf %s \"\${$1:?}\""; }

head_of ConfigMap linli-public-keys
echo 'binaryData:'
for path in "$keys"/*.pub.pem; do file "$(basename "$path")"; done
[ "$only" != public ] || exit 0

for service in care grids members notify; do
    upper=$(printf %s "$service" | tr a-z A-Z)
    at=postgresql+psycopg2://${service}
    head_of Secret "linli-$service"
    echo 'stringData:'
    text LINLI_BROKER__URI "amqp://$service:$(value "LINLI_BROKER_PASSWORD_$upper")@$broker/linli"
    text LINLI_DATABASE__APP "${at}_app:$(value "LINLI_${upper}_APP_PASSWORD")@$database/$service"
    text LINLI_DATABASE__WORK "${at}_work:$(value "LINLI_${upper}_WORK_PASSWORD")@$database/$service"
    head_of Secret "linli-$service-owner"
    echo 'stringData:'
    text LINLI_DATABASE__OWNER "${at}_owner:$(value "LINLI_${upper}_OWNER_PASSWORD")@$database/$service"
    head_of Secret "linli-$service-keys"
    echo 'data:'
    file master.key
    pairs_of "service-$service"
    [ "$service" != members ] || pairs_of people
done

head_of Secret linli-gateway
echo 'stringData:'
text LINLI_BROKER__URI "amqp://gateway:$(value LINLI_BROKER_PASSWORD_GATEWAY)@$broker/linli"
head_of Secret linli-gateway-keys
echo 'data:'
file gateway.console.key
file gateway.cursors.key
pairs_of service-gateway
head_of Secret linli-blobs
echo 'stringData:'
text LINLI_BLOBS__ACCESS_KEY "$(value LINLI_BLOBS_ACCESS_KEY)"
text LINLI_BLOBS__SECRET_KEY "$(value LINLI_BLOBS_SECRET_KEY)"
head_of Secret linli-scaling
echo 'stringData:'
text host "amqp://scaling:$(value LINLI_BROKER_PASSWORD_SCALING)@$broker/linli"
