#!/bin/bash
# local/postgres:15 from Debian's postgresql-15. Understands POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB like the public image.
source "$(dirname "$0")/root-folder.sh"

cd /
cp -a --parents usr/lib/postgresql/15 usr/share/postgresql/15 usr/share/zoneinfo usr/lib/locale/C.utf8 "$root/"
rm -rf "$root"/usr/lib/postgresql/15/lib/{bitcode,llvmjit.so}
libraries /usr/lib/postgresql/15
user postgres 999 /var/lib/postgresql
mkdir -m 755 "$root/var/lib/postgresql/15"
mkdir -m 700 "$root/var/lib/postgresql/15/docker"
chown -R 999:999 "$root/var/lib/postgresql/15"
install -m 755 "$here/postgres-start.sh" "$root/usr/local/bin/start"

import_as local/postgres:15 'ENV PATH=/usr/lib/postgresql/15/bin:/bin' 'USER postgres' 'EXPOSE 5432' \
  'VOLUME /var/lib/postgresql' 'ENTRYPOINT ["/usr/local/bin/start"]' 'CMD ["postgres"]'
