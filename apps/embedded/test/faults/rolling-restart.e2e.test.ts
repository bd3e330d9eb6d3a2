import { describe } from 'vitest';
import { rollingRestartSuite } from './rolling-restart.suite.ts';

describe('a rolling restart under load, over PostgreSQL', () => rollingRestartSuite('postgres'));
