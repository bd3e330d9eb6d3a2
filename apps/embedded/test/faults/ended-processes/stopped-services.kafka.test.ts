import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { describe } from 'vitest';
import { stoppedServicesSuite } from './stopped-services.suite.ts';

describe.runIf(kafkaAvailable())('services that are stopped under load, over Kafka', () =>
  stoppedServicesSuite('kafka'),
);
