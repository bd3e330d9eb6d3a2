#!/bin/sh
# Runs in the image: makes the cluster at the first start, then becomes the server.
set -e
data=${PGDATA:-/var/lib/postgresql/15/docker}
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
# As the public image does from 18 on, an earlier volume is refused, beside whose data an empty cluster would be made.
if [ -s /var/lib/postgresql/PG_VERSION ]; then
  echo 'The volume holds data of an image that was mounted at /var/lib/postgresql/data; see docs/operations/containers.md' >&2
  exit 1
fi
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
