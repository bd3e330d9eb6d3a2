import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { describe } from 'vitest';
import { rollingRestartSuite } from './rolling-restart.suite.ts';

describe.runIf(kafkaAvailable())('a rolling restart under load, over Kafka', () =>
  rollingRestartSuite('kafka'),
);
