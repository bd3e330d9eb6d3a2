import { kafkaAvailable } from '@recoup/local/kafka-jars';
import { describe } from 'vitest';
import { writeOffScenarios } from './write-off-scenarios.suite.ts';

/** Each line has a broker of its own, since groups and topics have the same names in every installation. */
const onOwnKafka = describe.runIf(kafkaAvailable());

onOwnKafka('each service in its own process, over Kafka', () =>
  writeOffScenarios({ processes: 'each', bus: 'kafka' }),
);
onOwnKafka('all services in one process, over Kafka', () =>
  writeOffScenarios({ processes: 'one', bus: 'kafka' }),
);
