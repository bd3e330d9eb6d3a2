import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlJournal, GlLine } from '../../../ports/general-ledger.ts';
import { aJournal } from '../../../ports/gl-journal.fixture.ts';
import { glMapping } from '../../../reads/registry/gl-mappings.ts';
import { bodiesBy, mirroredDocument } from './journal-body.ts';
import { bodyOf } from './making.ts';

const mapping = glMapping.parse({
  subsidiaries: { '*': '1' },
  currencies: { USD: '1', JPY: '6' },
  accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
  customers: { '*': '1', 'B-1': '4471' },
});
const journal = { ...aJournal(), packetName: 'First packet' };

const Body = z.looseObject({
  externalId: z.string(),
  memo: z.string(),
  line: z.object({
    items: z.array(
      z.looseObject({
        account: z.object({ id: z.string() }),
        debit: z.number().optional(),
        credit: z.number().optional(),
        entity: z.object({ id: z.string() }).optional(),
        department: z.object({ id: z.string() }).optional(),
      }),
    ),
  }),
});
const made = (of: GlJournal, by: GlMapping = mapping) =>
  bodiesBy(by).documentsOf(of, (part) => (part === 1 ? of.externalId : `${of.externalId}-${part}`));
const documentsOf = (of: GlJournal, by?: GlMapping) => {
  const result = made(of, by);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const bodiesOf = (of: GlJournal, by?: GlMapping) =>
  documentsOf(of, by).map(({ body }) => Body.parse(bodyOf(body)));
const linesOf = (of: GlJournal, by?: GlMapping) => bodiesOf(of, by).flatMap(({ line }) => line.items);
const [debit, credit] = journal.lines;
if (!debit || !credit) throw new Error('a journal has two lines');
const withLines = (...changes: readonly Partial<GlLine>[]): GlJournal => ({
  ...journal,
  lines: changes.flatMap((change) => journal.lines.map((line) => ({ ...line, ...change }))),
});

describe('a journal entry for NetSuite', () => {
  it('debits bad debt and credits the receivable, as the journal does', () => {
    expect(bodiesOf({ ...aJournal(123_456n), entity: 'US01' })[0]).toMatchObject({
      tranDate: '2026-03-31',
      subsidiary: { id: '1' },
      currency: { id: '1' },
      line: {
        items: [
          { account: { id: '612' }, debit: 1234.56, memo: 'CLEXP revenue Film' },
          { account: { id: '119' }, credit: 1234.56, memo: 'AR revenue Film', entity: { id: '4471' } },
        ],
      },
    });
  });

  it('is made of the same bytes each time', () => {
    expect(documentsOf(journal)).toEqual(documentsOf(journal));
  });

  it('says to people which packet it is about; only its key names the id', () => {
    expect(bodiesOf(journal)[0]?.memo).toBe('Write-off, packet "First packet"');
    expect(bodiesOf({ ...journal, kind: 'RECOVERY' })[0]?.memo).toBe(
      'Recovery of write-off, packet "First packet"',
    );
    expect(bodiesOf(journal)[0]?.externalId).toContain(journal.packetId.replaceAll('-', ''));
  });

  it('names the customer of a line about a debtor, or the one that stands for those not mapped', () => {
    const entitiesOf = (customerNumber: string, fallback = '1') =>
      linesOf(withLines({ customerNumber }), {
        ...mapping,
        customers: { ...mapping.customers, '*': fallback },
      }).map(({ entity }) => entity?.id);
    expect(entitiesOf('B-1')).toEqual(['4471', '4471']);
    expect(entitiesOf('B-2')).toEqual(['1', '1']);
    expect(entitiesOf('B-2', 'eid:*')).toEqual(['eid:B-2', 'eid:B-2']);
    expect(linesOf(journal).map(({ entity }) => entity?.id)).toEqual([undefined, '4471']);
  });

  it('names the client of a client payable line as a vendor, where vendors are mapped', () => {
    const owed = withLines({ account: 'CPAY', customerNumber: null, clientNumber: 'C-7' });
    const vendorsOf = (vendors?: GlMapping['vendors']) =>
      linesOf(owed, { ...mapping, vendors }).map(({ entity }) => entity?.id);
    expect(vendorsOf({ 'C-7': '88' })).toEqual(['88', '88']);
    expect(vendorsOf()).toEqual([undefined, undefined]);
  });

  it('names the department of each line where the mapping knows it', () => {
    const departmentsOf = (departments: GlMapping['departments']) =>
      linesOf(journal, { ...mapping, departments }).map(({ department }) => department?.id);
    expect(departmentsOf({ Film: '5' })).toEqual(['5', '5']);
    expect(departmentsOf({ '*': '9' })).toEqual(['9', '9']);
    expect(departmentsOf({ Music: '7' })).toEqual([undefined, undefined]);
  });

  it('takes the account of the exception that names most of a line', () => {
    const accountExceptions: GlMapping['accountExceptions'] = [
      { role: 'CLEXP', department: 'Film', id: '613' },
      { role: 'CLEXP', side: 'fee', department: 'Film', id: '614' },
    ];
    const accountsOf = (change: Partial<GlLine>) =>
      linesOf(withLines(change), { ...mapping, accountExceptions }).map(({ account }) => account.id);
    expect(accountsOf({})).toEqual(['613', '119']);
    expect(accountsOf({ side: 'fee' })).toEqual(['614', '119']);
    expect(accountsOf({ department: 'Music' })).toEqual(['612', '119']);
  });
});

describe('a journal that cannot be sent as it is', () => {
  it('names everything that the mapping lacks, each once', () => {
    const lacking = glMapping.parse({
      ...mapping,
      subsidiaries: {},
      currencies: {},
      accounts: { AR: '119' },
      customers: {},
      departmentRequired: true,
      vendors: {},
    });
    const owed = { ...withLines({}, { account: 'CPAY', customerNumber: null, clientNumber: 'C-7' }) };
    expect(made(owed, lacking)).toEqual({
      ok: false,
      refusal: {
        reason: 'mapping-missing',
        missing: [
          { what: 'subsidiary', name: 'US01' },
          { what: 'currency', name: 'USD' },
          { what: 'department', name: 'Film' },
          { what: 'account', name: 'CLEXP revenue Film' },
          { what: 'customer', name: 'B-1' },
          { what: 'vendor', name: 'C-7' },
          { what: 'account', name: 'CPAY revenue Film' },
        ],
      },
    });
  });

  it('does not balance, or has an amount that no double holds', () => {
    expect(made({ ...journal, lines: journal.lines.slice(0, 1) })).toEqual({
      ok: false,
      refusal: { reason: 'out-of-balance' },
    });
    expect(made({ ...aJournal(9_007_199_254_740_993n) })).toEqual({
      ok: false,
      refusal: { reason: 'amount-too-large' },
    });
  });

  it('has too many lines, and becomes several documents that each balance', () => {
    const long = {
      ...journal,
      lines: Array.from({ length: 6_001 }, (_, at) => [
        { ...debit, debitMinor: BigInt(at + 1), creditMinor: 0n },
        { ...credit, debitMinor: 0n, creditMinor: BigInt(at + 1) },
      ]).flat(),
    };
    const parts = bodiesOf(long);
    expect(parts.map(({ externalId }) => externalId)).toEqual([
      journal.externalId,
      `${journal.externalId}-2`,
      `${journal.externalId}-3`,
    ]);
    for (const { line } of parts) {
      expect(line.items.length).toBeLessThanOrEqual(5_000);
      const cents = line.items.reduce(
        (sum, { debit: left = 0, credit: right = 0 }) =>
          sum + Math.round(100 * left) - Math.round(100 * right),
        0,
      );
      expect(cents).toBe(0);
    }
  });
});

describe('the recovery of what was sent', () => {
  const recovery = { externalId: 'WO-1-R-1', accountingDate: '2026-05-02', memo: 'Recovery' };

  it('exchanges debit and credit of every line and has a key, date and memo of its own', () => {
    const [writeOff] = documentsOf(journal);
    if (!writeOff) throw new Error('nothing was made');
    const back = mirroredDocument(writeOff, recovery);
    const { line, ...head } = Body.parse(bodyOf(back.body));
    expect(back.externalId).toBe('WO-1-R-1');
    expect(head).toMatchObject({
      externalId: 'WO-1-R-1',
      tranDate: '2026-05-02',
      memo: 'Recovery',
      subsidiary: { id: '1' },
    });
    expect(line.items).toEqual([
      { account: { id: '612' }, credit: 1, memo: 'CLEXP revenue Film' },
      { account: { id: '119' }, debit: 1, memo: 'AR revenue Film', entity: { id: '4471' } },
    ]);
    expect(mirroredDocument(back, { ...recovery, externalId: 'WO-2' }).body).not.toEqual(back.body);
  });
});
