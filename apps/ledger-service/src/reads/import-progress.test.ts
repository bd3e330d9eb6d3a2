import { describe, expect, it } from 'vitest';
import { type ProgressRow, progressOf, stagesOf } from './import-progress.ts';

const anImport = (facts: Partial<ProgressRow>): ProgressRow => ({
  state: 'CHECKING',
  history: false,
  file_size: '1000',
  held: true,
  waits: false,
  bytes_done: '0',
  rows_total: 0,
  rows_posted: 0,
  rows_done: 0,
  rows_new: 0,
  rows_changed: 0,
  rows_closed: 0,
  rows_settled: 0,
  ended_at: null,
  seconds: '10.5',
  reading_seconds: null,
  comparing_seconds: null,
  posting_seconds: null,
  publishing_seconds: null,
  posting_so_far: null,
  ...facts,
});
const waiting = { state: 'PENDING', seconds: null, held: false };
const readWhole = { bytes_done: '1000', rows_total: 420, rows_new: 400, reading_seconds: '4.04' };
const posting = { ...readWhole, state: 'COMMITTING', comparing_seconds: '1', posting_so_far: '8' };
const publishing = { ...readWhole, state: 'COMMITTING', comparing_seconds: '1', posting_seconds: '2.25' };

describe('the progress of an import', () => {
  it('has a rate and an end in sight while rows are read', () => {
    expect(progressOf(anImport({ bytes_done: '500', rows_total: 210 }))).toEqual({
      phase: 'READING',
      percent: 7,
      rowsPerSecond: 20,
      secondsLeft: 11,
    });
  });

  it('has a rate and an end in sight while new items are posted', () => {
    expect(progressOf(anImport({ ...posting, rows_posted: 100 }))).toEqual({
      phase: 'POSTING',
      percent: 37,
      rowsPerSecond: 13,
      secondsLeft: 24,
    });
  });

  it('has a rate and an end in sight while rows are published', () => {
    const row = anImport({ ...publishing, rows_done: 100, publishing_seconds: '2' });
    expect(progressOf(row)).toEqual({
      phase: 'PUBLISHING',
      percent: 81,
      rowsPerSecond: 50,
      secondsLeft: 6,
    });
    const history = { ...publishing, history: true, rows_new: 0, rows_settled: 200 };
    expect(progressOf(anImport({ ...history, rows_done: 100, publishing_seconds: '2' }))).toEqual({
      phase: 'PUBLISHING',
      percent: 87,
      rowsPerSecond: 50,
      secondsLeft: 2,
    });
  });

  it.each([
    ['waits for a worker', { ...waiting }, 'PENDING', 0],
    ['waits for another import of its source', { ...waiting, waits: true }, 'WAITING', 0],
    ['has been claimed', { ...waiting, held: true, waits: true }, 'PENDING', 0],
    ['is asked for', { ...waiting, held: true, file_size: null }, 'FETCHING', 0],
    ['has begun, and nothing was read', {}, 'READING', 0],
    ['has read all, and stages the last of it', { bytes_done: '1000', rows_total: 420 }, 'READING', 15],
    ['compares what it has read with the ledger', readWhole, 'COMPARING', 15],
    ['begins to post', { ...posting, rows_posted: 0 }, 'POSTING', 25],
    ['posts nothing that is new', { ...posting, rows_new: 0, rows_changed: 9 }, 'POSTING', 25],
    ['begins to publish', { ...publishing, publishing_seconds: '0' }, 'PUBLISHING', 75],
    ['publishes nothing', { ...publishing, rows_new: 0, publishing_seconds: '0' }, 'PUBLISHING', 75],
  ])('has none while it %s', (_, facts, phase, percent) => {
    expect(progressOf(anImport(facts))).toEqual({ phase, percent, rowsPerSecond: null, secondsLeft: null });
  });

  it('has no end in sight before a hundredth is through', () => {
    expect(progressOf(anImport({ bytes_done: '9', rows_total: 21 }))).toMatchObject({
      rowsPerSecond: 2,
      secondsLeft: null,
    });
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

it('says of each stage how long it took, once it has ended', () => {
  const row = anImport({ ...publishing, publishing_seconds: '7.77' });
  const sofar = { reading: 4, comparing: 1, posting: 2.3 };
  expect(stagesOf(row)).toEqual({ ...sofar, publishing: null });
  const ended = { ...row, state: 'COMMITTED', ended_at: '2026-03-31 10:00:00+00' };
  expect(stagesOf(ended)).toEqual({ ...sofar, publishing: 7.8 });
  expect(stagesOf(anImport({}))).toEqual({ reading: null, comparing: null, posting: null, publishing: null });
});
