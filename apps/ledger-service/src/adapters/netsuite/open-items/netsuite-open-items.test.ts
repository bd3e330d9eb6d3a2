import { expect, it } from 'vitest';
import { presetNamed, readTable } from '../../../domain/import/layouts/read-table.fixture.ts';
import type { RecordAnswer } from '../record-answer.ts';
import { entityOfSubsidiary } from './entity-of-subsidiary.ts';
import { netsuiteOpenItems } from './netsuite-open-items.ts';

type Row = Readonly<Record<string, unknown>>;

const invoice = (id: number, change: Row = {}): Row => ({
  id: String(id),
  ...{ customer: 'C-100 Harbor', type: 'Invoice', trandate: '2025-11-01', tranid: `INV-${id}` },
  ...{ otherrefnum: 'PO-1', duedate: '2025-12-01', subsidiary: '1', subsidiaryname: 'Recoup Inc.' },
  ...{ department: 'Film', currency: 'USD', open: '1284.5' },
  ...change,
});
const pageOf = (items: readonly Row[], hasMore = false): RecordAnswer => ({
  ...{ status: 200, location: null },
  text: JSON.stringify({ count: items.length, hasMore, items, totalResults: items.length }),
});
const broken = (status: number, text = ''): RecordAnswer => ({ status, location: null, text });

/** A NetSuite that gives these answers one after another; an error stands for a call that the breaker or a limit stopped. */
const netsuiteWith = (...answers: readonly (RecordAnswer | Error)[]) => {
  const asked: string[] = [];
  const pauses: number[] = [];
  const pull = netsuiteOpenItems({
    calls: {
      query: async ({ path, headers, body }) => {
        const answer = answers[asked.length];
        asked.push(
          `${path} ${headers?.prefer} ${/t\.id > (\d+)/.exec(String(new TextDecoder().decode(body)))?.[1]}`,
        );
        if (answer instanceof Error) throw answer;
        return answer ?? expect.unreachable('asked once too often');
      },
    },
    entities: async () => entityOfSubsidiary({ subsidiaries: { US01: '1', UK01: '3', UK02: '3', '*': '9' } }),
    pause: async (tries) => void pauses.push(tries),
  });
  const records = async () => {
    const found: (readonly string[])[] = [];
    for await (const record of pull.records()) found.push(record);
    return found;
  };
  return { pull, records, asked, pauses };
};

it('asks page after page above the last id, and gives what the ageing report of NetSuite prints', async () => {
  const { pull, records, asked } = netsuiteWith(
    pageOf([invoice(7), invoice(12, { type: 'Credit Memo', open: '-4.5' })], true),
    pageOf([invoice(31, { open: 10 })]),
  );
  const table = await records();
  expect(readTable(presetNamed(pull.preset), table, { entity: null, currency: null })).toEqual([
    'INV-7 of C-100 Harbor: 1284.50 USD, 2025-11-01 to 2025-12-01',
    'credit -4.50',
    'INV-31 of C-100 Harbor: 10.00 USD, 2025-11-01 to 2025-12-01',
  ]);
  // By this id a write-off clears the invoice in NetSuite.
  const ids = table.map((record) => record[record.length - 1]);
  expect(ids).toEqual(['Internal ID', '7', '12', '31']);
  const path = '/services/rest/query/v1/suiteql?limit=1000 transient';
  expect(asked).toEqual([`${path} 0`, `${path} 12`]);
});

it('names the legal entity that is mapped to a subsidiary, and else the subsidiary itself', async () => {
  const rows = ['1', '3', '9'].map((subsidiary, at) =>
    invoice(at + 1, { subsidiary, subsidiaryname: `S ${subsidiary}` }),
  );
  const [header = [], ...lines] = await netsuiteWith(pageOf(rows)).records();
  const at = header.indexOf('Subsidiary');
  expect(lines.map((cells) => cells[at])).toEqual(['US01', 'S 3', 'S 9']);
});

it('hands on rows that lack something, to be rejected by their line', async () => {
  const { pull, records } = netsuiteWith(pageOf([invoice(1, { duedate: null, open: 'many' })]));
  expect(readTable(presetNamed(pull.preset), await records(), { entity: null, currency: null })).toEqual([
    'NOT_AN_AMOUNT open balance (foreign currency), MISSING_VALUE due date',
  ]);
});

it('asks again, after longer and longer pauses, while limits are exceeded or an answer broke off', async () => {
  const { records, asked, pauses } = netsuiteWith(
    new Error('the general ledger answers 429'),
    broken(200, '{"count": 1, "items": ['),
    broken(502, '<html>'),
    pageOf([invoice(1)]),
  );
  expect(await records()).toHaveLength(2);
  expect(asked).toHaveLength(4);
  expect(pauses).toEqual([1, 2, 3]);
});

it.each([
  ['NetSuite refuses the query', [broken(400)], 'NetSuite answers 400', 0],
  ['the role may not ask', [broken(403)], 'NetSuite answers 403', 0],
  ['limits stay exceeded', Array.from({ length: 6 }, () => new Error('answers 429')), 'answers 429', 5],
  [
    'a page says another number of rows',
    Array.from({ length: 6 }, () => broken(200, '{"count":2,"hasMore":false,"items":[]}')),
    'no page',
    5,
  ],
  ['documents come twice', [pageOf([invoice(9)])], 'documents twice', 0],
  ['a document says nothing of itself', [pageOf([{ id: '10' }])], 'document 10 without its type', 0],
] as const)('breaks off in the middle where %s', async (_, rest, why, paused) => {
  const { records, pauses } = netsuiteWith(pageOf([invoice(9)], true), ...rest);
  await expect(records()).rejects.toMatchObject({
    name: 'PullBrokenOff',
    message: expect.stringContaining(why),
  });
  expect(pauses).toHaveLength(paused);
});
