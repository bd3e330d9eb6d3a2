import { toCalendarDate } from '@recoup/domain/calendar-date';
import { accepted } from '@recoup/domain/result';
import { expect, it } from 'vitest';
import { type OpenItemPull, PullBrokenOff } from '../../ports/imports/open-item-pull.ts';
import { type PullImport, pullImport } from './pull-import.ts';
import type { BeginImport } from './request-import.ts';

const day = (text: string) => toCalendarDate(text) ?? expect.unreachable('there is such a day');
const asked = (change: Partial<PullImport> = {}): PullImport => ({
  ...{ requestedBy: 'uma', requestKey: 'key', requestDigest: 'digest', threadId: 'thread', source: 'erp' },
  ...{ acceptValid: false, acceptWarnings: false, dryRun: false, scope: [] },
  ...change,
});

/** A system that is asked for two records, and what comes of them. */
const connected = (pull: Partial<OpenItemPull> | null, registered?: string) => {
  const started: Parameters<BeginImport['start']>[0][] = [];
  const written: (readonly string[])[] = [];
  let pulled = 0;
  const system: OpenItemPull | null = pull && {
    preset: 'netsuite-ar-aging-detail',
    records: async function* () {
      pulled += 1;
      yield ['Customer'];
      yield ['Harbor'];
    },
    ...pull,
  };
  const entity = (timeZone: string) => ({
    ...{ code: timeZone, name: timeZone, functionalCurrency: 'USD', timeZone, calendar: 'WEEKDAYS' },
  });
  const act = pullImport(
    system,
    {
      registered: async () =>
        registered === undefined ? undefined : { importId: 'before', requestDigest: registered },
    },
    {
      write: async (records) => {
        for await (const cells of records) written.push(cells);
        return { sha256: 'abc', size: 10 };
      },
    },
    {
      entities: async () => ['Asia/Tokyo', 'America/Los_Angeles'].map(entity),
      sourceMeant: async (source) => (source === 'erp' ? source : undefined),
    },
    (timeZone) => day(timeZone === 'America/Los_Angeles' ? '2026-03-30' : '2026-03-31'),
    {
      start: async (request) => {
        started.push(request);
        return accepted('import-1');
      },
      follow: async ({ importId }) => accepted(importId),
    },
  );
  return { act, started, written, pulled: () => pulled };
};

it('imports all that is open as a full snapshot of the day that has come everywhere', async () => {
  const { act, started, written } = connected({});
  expect(await act(asked())).toEqual({ ok: true, value: 'import-1' });
  expect(written).toEqual([['Customer'], ['Harbor']]);
  expect(started).toMatchObject([
    {
      terms: { source: 'erp', asOf: '2026-03-30', entity: null },
      ...{ fullSnapshot: true, pulled: true, history: false, preset: 'netsuite-ar-aging-detail' },
      file: { sha256: 'abc', size: 10, format: 'csv' },
    },
  ]);
});

it('imports nothing where the system breaks off in the middle', async () => {
  const { act, started } = connected({
    records: async function* () {
      yield ['Customer'];
      throw new PullBrokenOff('no page');
    },
  });
  expect(await act(asked())).toEqual({ ok: false, refusal: { reason: 'pull-broken-off', why: 'no page' } });
  expect(started).toEqual([]);
});

it('asks nobody again under a key that has its import', async () => {
  const { act, started, pulled } = connected({}, 'digest');
  expect(await act(asked())).toEqual({ ok: true, value: 'before' });
  expect([started.length, pulled()]).toEqual([0, 0]);
});

it('asks nobody for a source that is not registered, or where nothing is connected', async () => {
  const { act, pulled } = connected({});
  expect(await act(asked({ source: 'other' }))).toMatchObject({ refusal: { reason: 'unknown-source' } });
  expect(pulled()).toBe(0);
  expect(await connected(null).act(asked())).toEqual({ ok: false, refusal: { reason: 'nothing-connected' } });
});
