import { describe } from 'vitest';
import { manyLeadersSuite } from './many-leaders.suite.ts';

describe('many leaders of each service, over PostgreSQL', () => manyLeadersSuite('postgres'));
