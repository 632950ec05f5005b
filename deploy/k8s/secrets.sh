#!/bin/sh
# Print the Secrets and the public keys that the manifests name, for `kubectl apply -n linli -f -`.
# usage: secrets.sh KEYS_FOLDER      the folder of `linli keys create`; nothing of it goes to who does not need it
# Passwords come from the environment, named as in deploy/compose/secrets.sh; so does where the servers are.
set -eu

keys=$1
broker=${LINLI_BROKER_PLACE:-rabbitmq.linli-data:5672}
database=${LINLI_DATABASE_PLACE:-postgresql.linli-data:5432}

head_of() { printf -- '---\napiVersion: v1\nkind: %s\nmetadata: { name: %s }\n' "$1" "$2"; }
text() { printf '  %s: "%s"\n' "$1" "$2"; }
file() { printf '  %s: %s\n' "$1" "$(base64 < "$keys/$1" | tr -d '\n')"; }
value() { eval "printf %s \"\${$1:?}\""; }

head_of ConfigMap linli-public-keys
echo 'binaryData:'
for path in "$keys"/*.pub.pem; do file "$(basename "$path")"; done

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
    file "service-$service.key.pem"
    [ "$service" != members ] || file people.key.pem
done

head_of Secret linli-gateway
echo 'stringData:'
text LINLI_BROKER__URI "amqp://gateway:$(value LINLI_BROKER_PASSWORD_GATEWAY)@$broker/linli"
head_of Secret linli-gateway-keys
echo 'data:'
file gateway.console.key
file gateway.cursors.key
file service-gateway.key.pem
head_of Secret linli-blobs
echo 'stringData:'
text LINLI_BLOBS__ACCESS_KEY "$(value LINLI_BLOBS_ACCESS_KEY)"
text LINLI_BLOBS__SECRET_KEY "$(value LINLI_BLOBS_SECRET_KEY)"
head_of Secret linli-scaling
echo 'stringData:'
text host "amqp://scaling:$(value LINLI_BROKER_PASSWORD_SCALING)@$broker/linli"
