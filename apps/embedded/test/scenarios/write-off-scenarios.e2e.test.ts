import { describe } from 'vitest';
import { writeOffScenarios } from './write-off-scenarios.suite.ts';

describe('all services in one process, over PostgreSQL', () =>
  writeOffScenarios({ processes: 'one', bus: 'postgres' }));
describe('each service in its own process, over PostgreSQL', () =>
  writeOffScenarios({ processes: 'each', bus: 'postgres' }));
