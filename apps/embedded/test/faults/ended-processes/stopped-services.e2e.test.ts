import { describe } from 'vitest';
import { stoppedServicesSuite } from './stopped-services.suite.ts';

describe('services that are stopped under load, over PostgreSQL', () => stoppedServicesSuite('postgres'));
