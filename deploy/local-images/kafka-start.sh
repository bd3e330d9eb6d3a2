#!/bin/sh
# Runs in the image: KAFKA_NODE_ID=1 becomes node.id=1, and so on; a new data folder is formatted, then this becomes the broker.
set -e
settings=/tmp/server.properties
{
  echo 'log.dirs=/var/lib/kafka/data'
  env | grep '^KAFKA_' | grep -vE '^KAFKA_(HEAP_OPTS|OPTS|VERSION)=' | while IFS='=' read -r name value; do
    printf '%s=%s\n' "$(echo "${name#KAFKA_}" | tr 'A-Z_' 'a-z.')" "$value"
  done
} > "$settings"
quiet='-Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.kafka.server=info'
java -XX:TieredStopAtLevel=1 $quiet -cp '/opt/kafka/libs/*' kafka.tools.StorageTool \
  format --ignore-formatted -t "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" -c "$settings"
exec java ${KAFKA_HEAP_OPTS:--Xmx384m} -XX:+UseSerialGC $quiet -cp '/opt/kafka/libs/*' kafka.Kafka "$settings"
