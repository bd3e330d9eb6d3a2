import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { describe } from 'vitest';
import { manyLeadersSuite } from './many-leaders.suite.ts';

describe.runIf(kafkaAvailable())('many leaders of each service, over Kafka', () => manyLeadersSuite('kafka'));
