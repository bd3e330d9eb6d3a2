import { toCalendarDate } from '@recoup/domain/calendar-date';
import { expect, it } from 'vitest';
import type { ImportEnd } from '../../ports/imports/import-watch.ts';
import { aMapping } from './open-item-file.fixture.ts';
import { beginImport, type RequestImport, requestImport } from './request-import.ts';

const asked = (change: Partial<RequestImport> = {}): RequestImport => ({
  requestedBy: 'uma',
  requestKey: 'first-file',
  requestDigest: 'digest-1',
  threadId: 'thread-1',
  terms: {
    source: 'erp',
    asOf: toCalendarDate('2026-03-31') ?? expect.unreachable('there is such a day'),
    entity: null,
    currency: null,
    revenueShare: null,
  },
  preset: 'recoup',
  acceptValid: false,
  acceptWarnings: false,
  dryRun: false,
  fullSnapshot: false,
  pulled: false,
  history: false,
  scope: [],
  uploadPath: '/upload',
  file: { sha256: 'abc', size: 10, format: 'csv' },
  reading: { encoding: null, delimiter: null, sheet: null },
  declared: { dates: null, numbers: null },
  controlTotal: null,
  ...change,
});

const saved = { version: 3, contentHash: 'c3', content: aMapping() };

/** A desk for files whose worker ends each import in one way, once it is woken. */
const deskWhere = (end: ImportEnd | undefined) => {
  const registered = new Map<string, { importId: string; requestDigest: string }>();
  const kept = new Map<string, string>();
  let woken = 0;
  const begin = beginImport(
    {
      register: async ({ importId, requestKey, requestDigest }) => {
        const known = registered.get(requestKey) ?? { importId, requestDigest };
        registered.set(requestKey, known);
        return known;
      },
    },
    {
      wake: () => {
        woken += 1;
      },
      endOfImport: async () => (woken > 0 ? end : undefined),
    },
    () => `import-${registered.size + 1}`,
  );
  const request = requestImport(
    begin,
    { keep: async (path, sha256) => void kept.set(sha256, path) },
    {
      sourceMeant: async (written) => (written.toLowerCase() === 'erp' ? 'erp' : undefined),
      entityMeant: async (written) => written,
      find: async (_source, name) => (name === 'ours' ? saved : undefined),
    },
  );
  return { request, kept, woken: () => woken };
};

it('keeps the file, wakes the worker and answers the import once it stands', async () => {
  const { request, kept } = deskWhere({ state: 'COMMITTED' });
  expect(await request(asked())).toEqual({ ok: true, value: 'import-1' });
  expect(kept.get('abc')).toBe('/upload');
});

it('takes no file of a source that is not registered, and keeps nothing of it', async () => {
  const { request, kept, woken } = deskWhere({ state: 'COMMITTED' });
  const refusal = { reason: 'unknown-source', source: 'ERP 2' };
  const terms = { ...asked().terms, source: 'ERP 2' };
  expect(await request(asked({ terms }))).toEqual({ ok: false, refusal });
  expect(kept.size).toBe(0);
  expect(woken()).toBe(0);
});

it('answers an import that is still under way, too', async () => {
  const { request, woken } = deskWhere(undefined);
  expect(await request(asked())).toEqual({ ok: true, value: 'import-1' });
  expect(woken()).toBe(1);
});

it('asked the same again, answers the import made before', async () => {
  const { request } = deskWhere({ state: 'COMMITTED' });
  await request(asked());
  expect(await request(asked())).toEqual({ ok: true, value: 'import-1' });
});

it('refuses a key that stands for another request, and wakes nobody for it', async () => {
  const { request, woken } = deskWhere({ state: 'COMMITTED' });
  await request(asked());
  expect(await request(asked({ requestDigest: 'digest-2' }))).toEqual({
    ok: false,
    refusal: { reason: 'key-used-for-another-request' },
  });
  expect(woken()).toBe(1);
});

it('says which rows a file was refused for', async () => {
  const errors = [
    { row: 2, column: 'due_date', value: 'x', code: 'NOT_A_DATE', reason: 'must be a date' },
  ] as const;
  const { request } = deskWhere({ state: 'REJECTED', rowsInvalid: 7, errors });
  expect(await request(asked())).toEqual({
    ok: false,
    refusal: { reason: 'rows-invalid', importId: 'import-1', rowsInvalid: 7, errors },
  });
});

it('says when the import broke off', async () => {
  const { request } = deskWhere({ state: 'FAILED', why: 'TypeError', fetched: true });
  expect(await request(asked())).toEqual({
    ok: false,
    refusal: { reason: 'broken-off', importId: 'import-1', withoutFile: null },
  });
  const unanswered = deskWhere({ state: 'FAILED', why: 'no page', fetched: false });
  expect(await unanswered.request(asked())).toMatchObject({ refusal: { withoutFile: 'no page' } });
});
