import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { describe } from 'vitest';
import { glAnswersSuite } from './gl-answers.suite.ts';

describe.runIf(kafkaAvailable())('whatever the general ledger answers, over Kafka', () =>
  glAnswersSuite('kafka'),
);
