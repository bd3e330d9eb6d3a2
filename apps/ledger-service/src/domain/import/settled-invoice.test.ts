import { toCalendarDate } from '@recoup/domain/calendar-date';
import { noSides } from '@recoup/domain/sides';
import { describe, expect, it } from 'vitest';
import { presetOf } from './layouts/presets.ts';
import type { ImportTerms, RawRow, RowReading } from './open-item.ts';

const asOf = toCalendarDate('2013-04-15');
const terms = (): ImportTerms => {
  if (!asOf) throw new Error('no such day');
  return { source: 'erp', asOf, entity: null, currency: null, revenueShare: null };
};
const constants = { entity: 'IBM', currency: 'USD', revenueShare: '0.1' };
const read = (preset: string, raw: RawRow): RowReading =>
  reading(preset, raw, { ...terms(), ...(preset === 'ibm-late-payments' ? constants : {}) });
const reading = (name: string, raw: RawRow, given: ImportTerms): RowReading => {
  const preset = presetOf(name);
  if (!preset) throw new Error(`no preset ${name}`);
  return preset.reader(Object.keys(raw), given, { dates: 'month-first', numbers: 'text', style: 'plain' })(
    2,
    raw,
  );
};

const ibm = (settleddate: string): RawRow => ({
  countrycode: '391',
  customerid: '0379-NEVHP',
  invoicenumber: '611365',
  invoicedate: '1/2/2013',
  duedate: '2/1/2013',
  invoiceamount: '55.94',
  disputed: 'Yes',
  settleddate,
});

describe('an invoice of the IBM sample', () => {
  it('settled by the as-of date shows how its customer pays', () => {
    expect(read('ibm-late-payments', ibm('4/15/2013'))).toMatchObject({
      kind: 'settled',
      remarks: [],
      invoice: {
        entity: 'IBM',
        client: { number: '0379-NEVHP', name: '0379-NEVHP' },
        debtor: { number: '0379-NEVHP', name: '0379-NEVHP' },
        invoiceNumber: '611365',
        invoiceDate: '2013-01-02',
        dueDate: '2013-02-01',
        settledOn: '2013-04-15',
        total: { minor: 5594n, currency: 'USD' },
        disputed: true,
      },
      item: { invoiceNumber: '611365', open: noSides },
    });
  });

  it('settled a day later is an open item, whatever became of it', () => {
    expect(read('ibm-late-payments', ibm('4/16/2013')).kind).toBe('item');
  });
});

it('of a wholesaler is settled by its clearing date, its amount remarks to cents and said so', () => {
  const reading = read('highradius-open-items', {
    business_code: 'U001',
    cust_number: '0200769623',
    name_customer: 'WAL-MAR corp',
    clear_date: '2013-02-11 00:00:00',
    doc_id: '1930438491.0',
    posting_date: '2013-01-26',
    due_in_date: '20130210.0',
    invoice_currency: 'USD',
    total_open_amount: '54273.285',
  });
  expect(reading).toMatchObject({
    kind: 'settled',
    invoice: {
      debtor: { number: '200769623' },
      invoiceNumber: '1930438491',
      settledOn: '2013-02-11',
      total: { minor: 5427328n },
    },
  });
  expect(reading.kind === 'settled' && reading.remarks).toHaveLength(1);
});

describe('a row of our own template', () => {
  const row = (settled_date?: string): RawRow => ({
    entity: 'US01',
    department: 'Film',
    deal: 'D-1',
    client_id: 'C-1',
    client_name: 'XYZ Corp',
    buyer_id: 'B-1',
    buyer_name: 'Acme',
    agent_id: '',
    agent_name: '',
    invoice_number: 'INV-1',
    invoice_date: '2013-01-01',
    due_date: '2013-01-31',
    currency: 'USD',
    revenue_amount: '10.00',
    payable_amount: '90.00',
    tax_amount: '1.00',
    fee_amount: '0.00',
    dispute_open: 'false',
    dispute_reason: '',
    ...(settled_date === undefined ? {} : { settled_date }),
  });

  it('with a settled date is history, with all sides in one amount', () => {
    expect(read('recoup', row('2013-03-01'))).toMatchObject({
      kind: 'settled',
      invoice: { total: { minor: 10_100n }, settledOn: '2013-03-01' },
    });
  });

  it('without one, or with a later one, is open', () => {
    expect([row(), row(''), row('2013-05-01')].map((raw) => read('recoup', raw).kind)).toEqual([
      'item',
      'item',
      'item',
    ]);
  });

  it('with a settled date that does not exist is invalid', () => {
    expect(read('recoup', row('2013-02-30'))).toMatchObject({
      kind: 'invalid',
      errors: [{ row: 2, column: 'settled_date', code: 'NOT_A_DATE' }],
    });
  });
});
