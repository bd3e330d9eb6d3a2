import { expect, it } from 'vitest';
import { reportOf } from './report.ts';

const mutant = (status: string, line = 1, replacement = 'false') => ({
  ...{ status, replacement, mutatorName: 'ConditionalExpression' },
  location: { start: { line, column: 1 }, end: { line, column: 9 } },
});
const fileOf = (...mutants: readonly ReturnType<typeof mutant>[]) => ({
  source: 'if (a)\n  if (b) done();',
  mutants,
});

it('counts a fault that no test saw, or that no test covers, against those planted', () => {
  const file = fileOf(mutant('Killed'), mutant('Timeout'), mutant('Survived', 2), mutant('NoCoverage'));
  expect(reportOf({ files: { 'a.ts': file } })).toEqual({
    score: 50,
    lines: [
      'a.ts: 2 of 4 noticed (50.0 %)',
      '  a.ts:2 ConditionalExpression: if (b) done(); -> false',
      '  a.ts:1 ConditionalExpression: if (a) -> false',
      'All: 2 of 4 noticed (50.0 %)',
    ],
  });
});

it('leaves out faults that cannot run', () => {
  const file = fileOf(mutant('Killed'), mutant('CompileError'), mutant('RuntimeError'), mutant('Ignored'));
  expect(reportOf({ files: { 'a.ts': file } })).toMatchObject({ score: 100 });
});

it('adds up all files; what holds nothing to plant in lacks nothing', () => {
  const files = { 'a.ts': fileOf(mutant('Killed')), 'b.ts': fileOf(mutant('Survived')), 'c.ts': fileOf() };
  expect(reportOf({ files })).toMatchObject({ score: 50 });
  expect(reportOf({ files: {} })).toMatchObject({ score: 100 });
});
