#!/bin/sh
# Runs in the image: makes the cluster at the first start, then becomes the server.
set -e
data=${PGDATA:-/var/lib/postgresql/data}
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
if [ ! -s "$data/PG_VERSION" ]; then
  (umask 077; printf '%s\n' "${POSTGRES_PASSWORD:?is needed for a new cluster}" > /tmp/password)
  initdb -D "$data" -U "$user" --pwfile=/tmp/password --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 > /dev/null
  rm /tmp/password
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  [ "$database" = postgres ] ||
    printf 'create database "%s";\n' "$database" | postgres --single -j -D "$data" postgres > /dev/null
fi
[ "$1" != postgres ] || shift
exec postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
