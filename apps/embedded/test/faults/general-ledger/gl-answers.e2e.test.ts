import { describe } from 'vitest';
import { glAnswersSuite } from './gl-answers.suite.ts';

describe('whatever the general ledger answers, over PostgreSQL', () => glAnswersSuite('postgres'));
