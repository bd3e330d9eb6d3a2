import { toCalendarDate } from '@recoup/domain/calendar-date';
import { accepted } from '@recoup/domain/result';
import { expect, it } from 'vitest';
import { type PullImport, pullImport } from './pull-import.ts';
import type { BeginImport } from './request-import.ts';

const day = (text: string) => toCalendarDate(text) ?? expect.unreachable('there is such a day');
const asked = (change: Partial<PullImport> = {}): PullImport => ({
  ...{ requestedBy: 'uma', requestKey: 'key', requestDigest: 'digest', threadId: 'thread', source: 'erp' },
  ...{ acceptValid: false, acceptWarnings: false, dryRun: false, scope: [] },
  ...change,
});

/** A ledger that is connected to a system, or is not, and what is begun there. */
const ledger = (connected: boolean) => {
  const begun: Parameters<BeginImport>[0][] = [];
  const entity = (timeZone: string) => ({
    ...{ code: timeZone, name: timeZone, functionalCurrency: 'USD', timeZone, calendar: 'WEEKDAYS' },
  });
  const act = pullImport(
    connected ? { preset: 'netsuite-ar-aging-detail' } : null,
    {
      entities: async () => ['Asia/Tokyo', 'America/Los_Angeles'].map(entity),
      sourceMeant: async (source) => (source === 'erp' ? source : undefined),
    },
    (timeZone) => day(timeZone === 'America/Los_Angeles' ? '2026-03-30' : '2026-03-31'),
    async (request) => {
      begun.push(request);
      return accepted('import-1');
    },
  );
  return { act, begun };
};

it('has all that is open imported as a full snapshot of the day that has come everywhere', async () => {
  const { act, begun } = ledger(true);
  expect(await act(asked())).toEqual({ ok: true, value: 'import-1' });
  expect(begun).toMatchObject([
    {
      terms: { source: 'erp', asOf: '2026-03-30', entity: null },
      ...{ fullSnapshot: true, pulled: true, history: false, preset: 'netsuite-ar-aging-detail' },
      file: null,
    },
  ]);
});

it('begins nothing for a source that is not registered, or where nothing is connected', async () => {
  const { act, begun } = ledger(true);
  expect(await act(asked({ source: 'other' }))).toMatchObject({ refusal: { reason: 'unknown-source' } });
  expect(begun).toEqual([]);
  expect(await ledger(false).act(asked())).toEqual({ ok: false, refusal: { reason: 'nothing-connected' } });
});
