import { describe } from 'vitest';
import { crashSuite } from './crash.suite.ts';

describe('each service in its own process, over PostgreSQL', () => crashSuite('postgres', 1));
