import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { GlCleared, GlJournal } from '../../../ports/general-ledger.ts';
import { aJournal } from '../../../ports/gl-journal.fixture.ts';
import { glMapping } from '../../../reads/registry/gl-mappings.ts';
import { bodiesBy, mirroredDocument } from './journal-body.ts';
import { bodyOf } from './making.ts';

const invoice = (invoiceNumber: string, amounts: readonly bigint[], customerNumber = 'B-1'): GlCleared => ({
  customerNumber,
  invoiceNumber,
  invoiceReference: `7${invoiceNumber.slice(-1)}`,
  parts: amounts.map((amountMinor, at) => ({
    ...(at === 0
      ? ({ account: 'CLEXP', side: 'revenue' } as const)
      : ({ account: 'CPAY', side: 'payable' } as const)),
    department: 'Film',
    clientNumber: 'C-7',
    amountMinor,
  })),
});
const journal: GlJournal = {
  ...aJournal(3_000n),
  externalId: 'WO-1-E-1',
  cleared: [invoice('INV-1', [500n, 500n]), invoice('INV-2', [2_000n])],
};
const mapping = (strategy: string, more: object = {}) =>
  glMapping.parse({
    subsidiaries: { '*': '1' },
    currencies: { USD: '1' },
    accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
    customers: { 'B-1': '4471', 'B-2': '4472' },
    items: { CLEXP: '31', CPAY: '32' },
    strategy,
    ...more,
  });
const documentsOf = (of: GlJournal, strategy: string, more?: object) =>
  bodiesBy(mapping(strategy, more)).documentsOf(of, (part) => `WO-1-E-${part}`);
const made = (of: GlJournal, strategy: string) => {
  const result = documentsOf(of, strategy);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.map(({ externalId, step, body }) => ({ externalId, step, body: bodyOf(body) }));
};

it('posts a journal alone where no invoice lives in the general ledger', () => {
  expect(made(journal, 'JOURNAL').map(({ step }) => step)).toEqual(['JOURNAL']);
});

describe('a journal with its application', () => {
  it('is followed by a payment of zero that applies its credit to the invoices', () => {
    expect(made(journal, 'JOURNAL_AND_APPLICATION')).toMatchObject([
      { externalId: 'WO-1-E-1', step: 'JOURNAL' },
      {
        externalId: 'WO-1-E-2',
        step: 'APPLICATION',
        body: {
          customer: { id: '4471' },
          currency: { id: '1' },
          payment: 0,
          apply: {
            items: [
              { doc: { id: '71' }, apply: true, amount: 10 },
              { doc: { id: '72' }, apply: true, amount: 20 },
            ],
          },
          credit: { items: [{ doc: { id: 'eid:WO-1-E-1' }, line: 2, apply: true, amount: 30 }] },
        },
      },
    ]);
  });

  it('has one payment for each customer', () => {
    const two = { ...journal, cleared: [invoice('INV-1', [1_000n]), invoice('INV-3', [2_000n], 'B-2')] };
    expect(made(two, 'JOURNAL_AND_APPLICATION').map(({ externalId }) => externalId)).toEqual([
      'WO-1-E-1',
      'WO-1-E-2',
      'WO-1-E-3',
    ]);
  });
});

describe('a journal of many customers or invoices', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Each customer owes so many invoices of 1.00, and is credited by one line. */
  const owed = (customers: number, invoicesEach: number): GlJournal => {
    const [debit, credit] = journal.lines;
    if (!debit || !credit) throw new Error('a journal has two lines');
    const numbers = Array.from({ length: customers }, (_, at) => `B-${at}`);
    const [each, all] = [100n * BigInt(invoicesEach), 100n * BigInt(invoicesEach * customers)];
    return {
      ...journal,
      lines: [
        { ...debit, debitMinor: all },
        ...numbers.map((customerNumber) => ({ ...credit, customerNumber, creditMinor: each })),
      ],
      cleared: numbers.flatMap((customerNumber) =>
        Array.from({ length: invoicesEach }, (_, at) => ({
          ...invoice(`INV-${at}`, [100n], customerNumber),
          invoiceReference: `${customerNumber}.${at}`,
        })),
      ),
    };
  };
  const Payment = z.object({
    customer: z.object({ id: z.string() }),
    apply: z.object({
      items: z.array(z.object({ doc: z.object({ id: z.string() }), amount: z.number() })),
    }),
    credit: z.object({ items: z.array(z.object({ line: z.number(), amount: z.number() })) }),
  });
  const paymentsOf = (of: GlJournal) => {
    const result = documentsOf(of, 'JOURNAL_AND_APPLICATION', { customers: { '*': '*' } });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value
      .filter(({ step }) => step === 'APPLICATION')
      .map(({ externalId, body }) => ({ externalId, ...Payment.parse(bodyOf(body)) }));
  };

  it('has its lines sorted by customer once, however many there are', () => {
    const of = owed(5_000, 1);
    const parsed = vi.spyOn(JSON, 'parse');
    const result = documentsOf(of, 'JOURNAL_AND_APPLICATION', { customers: { '*': '*' } });
    const calls = parsed.mock.calls.length;
    expect(result.ok && result.value).toHaveLength(5_002);
    expect(calls).toBeLessThan(10);
  });

  it('gives each customer what its own line credits', () => {
    expect(paymentsOf(owed(3, 2))).toMatchObject(
      [0, 1, 2].map((at) => ({
        customer: { id: `B-${at}` },
        apply: { items: [{ doc: { id: `B-${at}.0` } }, { doc: { id: `B-${at}.1` } }] },
        credit: { items: [{ line: at + 2, amount: 2 }] },
      })),
    );
  });

  it('has payments of at most 5,000 lines, each of which takes what it gives, and all of which give all', () => {
    const payments = paymentsOf(owed(2, 6_000));
    expect(payments.map(({ externalId }) => externalId)).toEqual(
      [2, 3, 4, 5].map((part) => `WO-1-E-${part}`),
    );
    const sum = (items: readonly { amount: number }[]) =>
      items.reduce((total, { amount }) => total + amount, 0);
    for (const { apply, credit } of payments) {
      expect(apply.items.length + credit.items.length).toBeLessThanOrEqual(5_000);
      expect(sum(apply.items)).toBe(sum(credit.items));
    }
    const invoices = payments.flatMap(({ apply }) => apply.items.map(({ doc }) => doc.id));
    expect(new Set(invoices).size).toBe(12_000);
    expect(sum(payments.flatMap(({ apply }) => apply.items))).toBe(12_000);
  });
});

it('posts a credit memo for each invoice, whose items bear what is given up', () => {
  expect(made(journal, 'CREDIT_MEMO')).toMatchObject([
    {
      externalId: 'WO-1-E-1',
      step: 'CREDIT_MEMO',
      body: {
        entity: { id: '4471' },
        account: { id: '119' },
        item: {
          items: [
            { item: { id: '31' }, amount: 5 },
            { item: { id: '32' }, amount: 5 },
          ],
        },
        apply: { items: [{ doc: { id: '71' }, apply: true, amount: 10 }] },
      },
    },
    { externalId: 'WO-1-E-2', body: { apply: { items: [{ doc: { id: '72' }, amount: 20 }] } } },
  ]);
});

it('posts a credit memo for each account of receivables that an invoice is in, and its journal in the same', () => {
  const of = (department: string, amountMinor: bigint): GlCleared => ({
    ...invoice('INV-1', []),
    parts: [{ account: 'CLEXP', side: 'revenue', department, clientNumber: 'C-7', amountMinor }],
  });
  const cleared = [of('Film', 1_000n), of('Music', 2_000n)];
  const accountExceptions = [{ role: 'AR', department: 'Music', id: '120' }];
  const result = documentsOf({ ...journal, cleared }, 'CREDIT_MEMO', { accountExceptions });
  const memos = result.ok ? result.value : [];
  expect(memos.map(({ body }) => bodyOf(body))).toMatchObject([
    { account: { id: '119' }, apply: { items: [{ doc: { id: '71' }, amount: 10 }] } },
    { account: { id: '120' }, apply: { items: [{ doc: { id: '71' }, amount: 20 }] } },
  ]);
  expect(memos.map(({ asJournal = new Uint8Array() }) => bodyOf(asJournal))).toMatchObject([
    { line: { items: [{ account: { id: '612' } }, { account: { id: '119' }, credit: 10 }] } },
    { line: { items: [{ account: { id: '612' } }, { account: { id: '120' }, credit: 20 }] } },
  ]);
});

describe('instalments that are one invoice of the general ledger', () => {
  const twice: GlJournal = {
    ...journal,
    cleared: [invoice('INV-1', [1_000n]), { ...invoice('INV-1', [2_000n]) }],
  };

  it('are applied together', () => {
    expect(made(twice, 'JOURNAL_AND_APPLICATION')[1]).toMatchObject({
      body: { apply: { items: [{ doc: { id: '71' }, amount: 30 }] } },
    });
  });

  it('get one credit memo', () => {
    expect(made(twice, 'CREDIT_MEMO')).toMatchObject([
      { body: { apply: { items: [{ doc: { id: '71' }, amount: 30 }] } } },
    ]);
  });
});

it('takes a credit memo back by a journal in the accounts in which the memo stands, and a journal as it was', () => {
  const recovery = { externalId: 'WO-1-R-1', accountingDate: '2026-06-30', memo: 'Recovery' };
  const mirrorOf = (strategy: string) => {
    const result = documentsOf(journal, strategy, { vendors: { 'C-7': '88' } });
    const [first] = result.ok ? result.value : [];
    if (!first) throw new Error('nothing was made');
    const { step, totalMinor, body, asJournal } = mirroredDocument(first, recovery);
    expect(asJournal).toBeUndefined();
    return { step, totalMinor, body: bodyOf(body) };
  };
  const head = { externalId: 'WO-1-R-1', tranDate: '2026-06-30', memo: 'Recovery', subsidiary: { id: '1' } };
  expect(mirrorOf('CREDIT_MEMO')).toMatchObject({
    ...{ step: 'JOURNAL', totalMinor: 1_000n },
    body: {
      ...head,
      line: {
        items: [
          { account: { id: '612' }, credit: 5 },
          { account: { id: '119' }, debit: 5, entity: { id: '4471' } },
          { account: { id: '201' }, credit: 5, entity: { id: '88' } },
          { account: { id: '119' }, debit: 5, entity: { id: '4471' } },
        ],
      },
    },
  });
  expect(mirrorOf('JOURNAL_AND_APPLICATION')).toMatchObject({
    ...{ step: 'JOURNAL', totalMinor: 3_000n },
    body: {
      ...head,
      line: {
        items: [
          { account: { id: '612' }, credit: 30 },
          { account: { id: '119' }, debit: 30 },
        ],
      },
    },
  });
});

it('names the invoices that the general ledger does not know, and the items that are not mapped', () => {
  const unknown = { ...journal, cleared: [{ ...invoice('INV-9', [3_000n]), invoiceReference: null }] };
  expect(documentsOf(unknown, 'CREDIT_MEMO', { items: {} })).toEqual({
    ok: false,
    refusal: {
      reason: 'mapping-missing',
      missing: [
        { what: 'invoice', name: 'INV-9' },
        { what: 'item', name: 'CLEXP' },
      ],
    },
  });
  expect(documentsOf(aJournal(), 'JOURNAL_AND_APPLICATION')).toMatchObject({ ok: false });
});
