import { addDays } from '@recoup/domain/calendar-date';
import { expect, it } from 'vitest';
import type { SyncRuns } from '../ports/sync-runs.ts';
import { requestDailySync, requestSync } from './request-sync.ts';
import { noon, today } from './scoring.fixture.ts';

/** Runs in memory of a service whose business date moves; a run is under way until it is finished. */
const calendar = () => {
  const asked: Parameters<SyncRuns['request']>[0][] = [];
  let underWay: string | undefined;
  const runs: SyncRuns = {
    request: async (run) => {
      if (underWay === undefined) asked.push(run);
      underWay ??= run.syncId;
      return underWay;
    },
    knows: async (asOf) => asked.some((run) => run.asOf === asOf),
  };
  let date = today;
  const request = requestSync(
    runs,
    4_000,
    () => date,
    () => noon,
    () => `sync-${asked.length + 1}`,
  );
  return {
    asked,
    request,
    round: requestDailySync(runs, request, () => date),
    finish: () => {
      underWay = undefined;
    },
    nextDay: () => {
      date = addDays(date, 1);
    },
  };
};

it('every open receivable is scored once each business day without anybody asking', async () => {
  const { asked, round, finish, nextDay } = calendar();
  for (let rounds = 0; rounds < 3; rounds += 1) {
    expect(await round()).toBe(false);
    finish();
  }
  nextDay();
  await round();
  expect(asked).toEqual([
    { syncId: 'sync-1', asOf: today, requestedBy: 'service:risk-service', at: noon, shardSize: 4_000 },
    {
      syncId: 'sync-2',
      asOf: addDays(today, 1),
      requestedBy: 'service:risk-service',
      at: noon,
      shardSize: 4_000,
    },
  ]);
});

it('whoever asks while a run is under way gets that one, and the day needs no other', async () => {
  const { asked, request, round, finish } = calendar();
  expect([await request('lee'), await request('olga')]).toEqual(['sync-1', 'sync-1']);
  finish();
  await round();
  expect(asked.map(({ requestedBy }) => requestedBy)).toEqual(['lee']);
});
