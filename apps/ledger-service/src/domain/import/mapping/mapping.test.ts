import { describe, expect, it } from 'vitest';
import { readTable } from '../layouts/read-table.fixture.ts';
import { tablePreset } from '../table/table-preset.ts';
import { type Mapping, mappedLayout, mappingFault } from './mapping.ts';

const columns = {
  invoiceNumber: 'Doc',
  debtorNumber: 'Cust',
  invoiceDate: 'Issued',
  dueDate: 'Due',
  open: 'Open',
};
const mapping = (change: Partial<Mapping> = {}): Mapping => ({
  columns,
  constants: {},
  values: {},
  ...{ numbers: 'plain', dates: null, revenueShare: null, report: false, credits: [], passedBy: [] },
  ...change,
});
const presetOf = (content: Mapping) =>
  tablePreset(mappedLayout('ours', { version: 4, contentHash: 'h', content }));
const header = ['doc', 'cust', 'issued', 'due', 'open'];
const line = ['M-1', '4711', '2025-10-01', '2025-10-31', '5.00'];

describe('a mapping', () => {
  it('is a kind of file under its name and version, known by its headings', () => {
    expect(presetOf(mapping())).toMatchObject({
      name: 'ours',
      version: 4,
      header: [['Doc'], ['Cust'], ['Issued'], ['Due'], ['Open']],
    });
    expect(readTable(presetOf(mapping()), [header, line])).toEqual([
      'M-1 of 4711: 5.00 USD, 2025-10-01 to 2025-10-31',
    ]);
  });

  it('says how dates and numbers are written', () => {
    const german = presetOf(mapping({ numbers: 'comma', dates: 'day-first' }));
    expect(readTable(german, [header, ['M-1', '4711', '01.02.2025', '03.02.2025', '1.234,50']])).toEqual([
      'M-1 of 4711: 1234.50 USD, 2025-02-01 to 2025-02-03',
    ]);
  });

  it('holds constants, which the import may not contradict', () => {
    const preset = presetOf(mapping({ constants: { entity: 'DE01', currency: 'EUR' } }));
    expect(readTable(preset, [header, line], { entity: null, currency: null })).toEqual([
      'M-1 of 4711: 5.00 EUR, 2025-10-01 to 2025-10-31',
    ]);
    expect(readTable(preset, [header, line])).toEqual([
      'CONSTANT_CONTRADICTED currency (constant), CONSTANT_CONTRADICTED entity (constant)',
    ]);
  });

  it('says what values mean, what is a credit, and what is nobody’s debt', () => {
    const preset = presetOf(
      mapping({
        columns: { ...columns, disputeOpen: 'Dispute', documentType: 'Type', status: 'Status' },
        values: { disputeOpen: { Ja: 'true', nein: 'false' } },
        credits: ['Gutschrift'],
        passedBy: ['Entwurf'],
      }),
    );
    const said = (...more: readonly string[]) =>
      readTable(preset, [
        [...header, 'dispute', 'type', 'status'],
        [...line, ...more],
      ]);
    expect(said('JA', 'Rechnung', '')).toEqual(['M-1 of 4711: 5.00 USD, 2025-10-01 to 2025-10-31']);
    expect(said('constructor', 'Rechnung', '')).toEqual(['NOT_A_FLAG dispute']);
    expect(said('nein', 'GUTSCHRIFT', '')).toEqual(['credit 5.00']);
    expect(said('nein', 'Rechnung', 'entwurf')).toEqual(['not-item']);
  });

  it('reads sides, of which none may be below zero, and takes no share for them', () => {
    const { open: _open, ...rest } = columns;
    const preset = presetOf(mapping({ columns: { ...rest, revenue: 'Rev', payable: 'Pay' } }));
    const said = (rev: string, pay: string) =>
      readTable(preset, [
        ['doc', 'cust', 'issued', 'due', 'rev', 'pay'],
        [...line.slice(0, 4), rev, pay],
      ]);
    expect(said('1.00', '9.00')).toEqual(['M-1 of 4711: 10.00 USD, 2025-10-01 to 2025-10-31']);
    expect(said('-1.00', '9.00')).toEqual(['NEGATIVE_AMOUNT rev']);
    expect(said('-1.00', '-9.00')).toEqual(['credit -10.00']);
    const terms = {
      source: 'erp',
      asOf: '2026-03-31',
      entity: 'US01',
      currency: 'USD',
      revenueShare: '0.1',
    } as const;
    expect(preset.check(['doc', 'cust', 'issued', 'due', 'rev'], terms as never)).toMatchObject([
      { column: 'revenueShare', code: 'CONSTANT_CONTRADICTED' },
    ]);
  });

  it('passes by totals only where it is a report', () => {
    const total = ['Total', '', '', '', '5.00'];
    expect(readTable(presetOf(mapping({ report: true })), [header, total])).toEqual(['not-item']);
    expect(readTable(presetOf(mapping()), [header, total])).toEqual([
      'MISSING_VALUE issued, MISSING_VALUE due, MISSING_VALUE cust',
    ]);
  });
});

it.each([
  [{}, null],
  [{ debtorNumber: undefined, debtorName: 'Name' }, null],
  [{ open: undefined, revenue: 'Rev' }, null],
  [{ invoiceNumber: undefined, dueDate: undefined }, 'must name invoiceNumber, dueDate'],
  [{ debtorNumber: undefined }, 'must name debtorNumber or debtorName'],
  [{ open: undefined }, 'must name open, or the sides revenue, payable, tax and fee'],
  [{ fee: 'Fee' }, 'must name open or the sides, not both'],
])('of the columns %j is at fault: %s', (change, fault) => {
  const given = Object.entries({ ...columns, ...change }).filter(([, heading]) => heading !== undefined);
  expect(mappingFault(mapping({ columns: Object.fromEntries(given) }))).toBe(fault);
});
