import { describe, expect, it } from 'vitest';
import { aDocument } from '../../ports/gl-document.fixture.ts';
import type { GlMapping } from './gl-mapping-file.ts';
import { journalEntryBody } from './journal-entry.ts';

const mapping: GlMapping = {
  subsidiaries: { '*': '1' },
  currencies: { USD: '1' },
  accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
  customers: { '*': '1', 'B-1': '4471' },
};
const document = { ...aDocument(), receiptNo: '100012', packetName: 'First packet' };

describe('a journal entry for NetSuite', () => {
  it('debits bad debt and credits the receivable, as the document does', () => {
    expect(journalEntryBody({ ...aDocument(123_456n), entity: 'US01' }, mapping)).toMatchObject({
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

  it('has one of debit and credit on each line, and of a recovery the other one', () => {
    const sidesOf = (lines: typeof document.lines) =>
      journalEntryBody({ ...document, lines }, mapping).line.items.map((item) =>
        ['debit', 'credit'].filter((side) => side in item),
      );
    expect(sidesOf(document.lines)).toEqual([['debit'], ['credit']]);
    const mirrored = document.lines.map((line) => ({
      ...line,
      debitMinor: line.creditMinor,
      creditMinor: line.debitMinor,
    }));
    expect(sidesOf(mirrored)).toEqual([['credit'], ['debit']]);
  });

  it('says to people which receipt and packet it is about; only its key names the id', () => {
    const writeOff = journalEntryBody(document, mapping);
    expect(writeOff.memo).toBe('Write-off receipt 100012, packet "First packet"');
    expect(journalEntryBody({ ...document, kind: 'RECOVERY' }, mapping).memo).toBe(
      'Recovery of write-off receipt 100012, packet "First packet"',
    );
    expect(writeOff.externalId).toContain(document.packetId.replaceAll('-', ''));
  });

  it('names the customer of a line about a debtor, or the one that stands for those not mapped', () => {
    const entitiesOf = (customerNumber: string, fallback = '1') =>
      journalEntryBody(
        { ...document, lines: document.lines.map((line) => ({ ...line, customerNumber })) },
        { ...mapping, customers: { ...mapping.customers, '*': fallback } },
      ).line.items.map(({ entity }) => entity?.id);
    expect(entitiesOf('B-1')).toEqual(['4471', '4471']);
    expect(entitiesOf('B-2')).toEqual(['1', '1']);
    expect(entitiesOf('B-2', 'eid:*')).toEqual(['eid:B-2', 'eid:B-2']);
    expect(journalEntryBody(document, mapping).line.items.map(({ entity }) => entity?.id)).toEqual([
      undefined,
      '4471',
    ]);
  });

  it('names the department of each line where the mapping knows it', () => {
    const departmentsOf = (departments?: GlMapping['departments']) =>
      journalEntryBody(document, departments ? { ...mapping, departments } : mapping).line.items.map(
        ({ department }) => department?.id,
      );
    expect(departmentsOf({ Film: '5' })).toEqual(['5', '5']);
    expect(departmentsOf({ '*': '9' })).toEqual(['9', '9']);
    expect(departmentsOf({ Music: '7' })).toEqual([undefined, undefined]);
    expect(departmentsOf()).toEqual([undefined, undefined]);
  });
});
