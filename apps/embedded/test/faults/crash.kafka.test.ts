import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { describe } from 'vitest';
import { crashSuite } from './crash.suite.ts';

describe.runIf(kafkaAvailable())('each service in its own process, over Kafka', () => crashSuite('kafka', 2));
