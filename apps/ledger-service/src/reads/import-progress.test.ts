import { describe, expect, it } from 'vitest';
import { type ProgressRow, progressOf } from './import-progress.ts';

const anImport = (facts: Partial<ProgressRow>): ProgressRow => ({
  state: 'CHECKING',
  history: false,
  file_size: '1000',
  bytes_done: '0',
  rows_total: 0,
  rows_done: 0,
  rows_new: 0,
  rows_changed: 0,
  rows_closed: 0,
  rows_settled: 0,
  ended_at: null,
  seconds: '10.5',
  ...facts,
});
const readWhole = { bytes_done: '1000', rows_total: 420, rows_new: 400 };

describe('the progress of an import', () => {
  it('has a rate and an end in sight while rows are read', () => {
    expect(progressOf(anImport({ bytes_done: '500', rows_total: 210 }))).toEqual({
      phase: 'CHECKING',
      percent: 25,
      rowsPerSecond: 20,
      secondsLeft: 11,
    });
  });

  it.each([
    ['waits', { state: 'PENDING', seconds: null }, 0],
    ['has begun, and nothing was read', {}, 0],
    ['has read all and compares it with the ledger', readWhole, 50],
    ['commits', { ...readWhole, state: 'COMMITTING', rows_done: 200 }, 75],
    [
      'publishes history',
      { ...readWhole, state: 'COMMITTING', history: true, rows_settled: 400, rows_done: 100 },
      62,
    ],
  ])('has none while it %s', (_, facts, percent) => {
    expect(progressOf(anImport(facts))).toMatchObject({ percent, rowsPerSecond: null, secondsLeft: null });
  });

  it('has the rate of the whole import at its end', () => {
    const ended = anImport({ ...readWhole, state: 'COMMITTED', ended_at: '2026-03-31 10:00:00+00' });
    expect(progressOf(ended)).toEqual({
      phase: 'COMMITTED',
      percent: 100,
      rowsPerSecond: 40,
      secondsLeft: 0,
    });
  });
});
