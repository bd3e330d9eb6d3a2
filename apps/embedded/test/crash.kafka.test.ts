import { describe } from 'vitest';
import { crashSuite } from './crash.suite.ts';

describe('each service in its own process, over Kafka', () => crashSuite('kafka', [1, 2]));
