#!/bin/bash
# local/kafka:4.2.0 from Kafka's published jars and a cut of this machine's Java 17 or newer (a JDK, for jlink). Takes its settings from
# KAFKA_... variables like the public image.
source "$(dirname "$0")/root-folder.sh"

jlink --add-modules java.se,jdk.management,jdk.crypto.ec,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs \
  --strip-debug --no-header-files --no-man-pages --output "$root/usr/lib/java"
libraries /usr/lib/java
# The compressions lie as native libraries inside the jars.
loaded_later "${name_resolution[@]}" libpthread.so.0 libdl.so.2 librt.so.1 libm.so.6
mkdir -p "$root/opt/kafka"
mvn -q -B -ntp -f "$here/../../packages/local/kafka/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$root/opt/kafka/libs"
user kafka 1000 /var/lib/kafka
mkdir "$root/var/lib/kafka/data"
chown 1000:1000 "$root/var/lib/kafka/data"
install -m 755 "$here/kafka-start.sh" "$root/usr/local/bin/start"

import_as local/kafka:4.2.0 'ENV PATH=/usr/lib/java/bin:/bin' 'USER kafka' 'EXPOSE 9092' \
  'VOLUME /var/lib/kafka/data' 'ENTRYPOINT ["/usr/local/bin/start"]'
