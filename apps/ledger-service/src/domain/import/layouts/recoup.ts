import { type Currency, toCurrency } from '@recoup/domain/currency';
import { bySide, noSides, sides, totalOf } from '@recoup/domain/sides';
import { mustBeCurrency, type RowReader, rowReader } from '../fields.ts';
import { checkConstants, missingColumns, sameFields } from '../file-terms.ts';
import type { AgreementTerms, DateOrder, ImportTerms, Party, Preset, RowError } from '../open-item.ts';
import { rowReading } from '../row-reading.ts';

const required = [
  'entity',
  'department',
  'deal',
  'client_id',
  'client_name',
  'buyer_id',
  'buyer_name',
  'agent_id',
  'agent_name',
  'invoice_number',
  'invoice_date',
  'due_date',
  'currency',
  'revenue_amount',
  'payable_amount',
  'tax_amount',
  'fee_amount',
  'dispute_open',
  'dispute_reason',
] as const;

const optional = [
  'collection_class',
  'agreement_type',
  'agreement_status',
  'stop_date',
  'current_balance',
  'settled_date',
  'instalment',
  'gl_reference',
] as const;

export const templateColumns: readonly string[] = [...required, ...optional];

const compared = {
  entity: 'entity',
  invoiceNumber: 'invoice_number',
  invoiceDate: 'invoice_date',
  currency: 'currency',
  ...{ client: 'client_id', debtor: 'buyer_id', agent: 'agent_id', currentBalance: 'current_balance' },
};
const amounts = sides.map((side) => `${side}_amount`);

/** Our own template: every field in a column of its own, ISO dates, decimal amounts, no other columns. */
export const recoup: Preset = {
  name: 'recoup',
  version: 1,
  header: required.map((column) => [column]),
  report: false,
  style: 'plain',
  dates: 'iso',
  columnsOf: (columns) => ({
    fields: sameFields(templateColumns, columns),
    compared,
    dates: ['invoice_date', 'due_date', 'stop_date', 'settled_date'],
    amounts,
  }),
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...columns.filter((column) => !templateColumns.includes(column)).map(unknownColumn),
    ...checkConstants(terms, { entity: false, currency: false }),
    ...(terms.revenueShare === null ? [] : [shareOfColumns(terms.revenueShare)]),
  ],
  reader: (_columns, terms, writing) => (row, raw) => {
    const field = rowReader(row, raw, writing);
    const currency = currencyIn(field, terms);
    const dates = datesIn(field, writing.dates);
    const item = namedIn(field);
    const open = currency ? bySide((side) => field.amount(`${side}_amount`, currency, 'refuse')) : noSides;
    const said = {
      disputeOpen: field.flag('dispute_open'),
      disputeReason: field.optionalName('dispute_reason'),
      collectionClass: field.optionalCode('collection_class'),
      glReference: field.optionalCode('gl_reference'),
      agreement: agreementTerms(field, currency, writing.dates),
    };
    field.mustAgree('entity', item.entity, terms.entity);
    const found = { ...dates, currency, open, total: totalOf(open) };
    return rowReading(field, { ...item, ...said }, found, terms.asOf);
  },
};

const datesIn = (field: RowReader, order: DateOrder) => {
  const invoiceDate = field.date('invoice_date', order);
  const dueDate = field.date('due_date', order);
  const settledOn = field.optional('settled_date') === null ? undefined : field.date('settled_date', order);
  if (invoiceDate && dueDate && dueDate < invoiceDate) {
    field.fail('due_date', 'DUE_BEFORE_INVOICE', 'must not be before the invoice date');
  }
  return { invoiceDate, dueDate, settledOn };
};

const currencyIn = (field: RowReader, terms: ImportTerms): Currency | undefined => {
  const currency = toCurrency(field.text('currency'));
  if (!currency) field.fail('currency', 'UNKNOWN_CURRENCY', mustBeCurrency);
  field.mustAgree('currency', currency, terms.currency);
  return currency;
};

const namedIn = (field: RowReader) => {
  const party = (kind: string): Party => ({
    number: field.code(`${kind}_id`),
    name: field.name(`${kind}_name`),
  });
  const agentNumber = field.optionalCode('agent_id');
  return {
    entity: field.code('entity'),
    department: field.code('department'),
    deal: field.code('deal'),
    client: party('client'),
    debtor: party('buyer'),
    agent: agentNumber
      ? { number: agentNumber, name: field.optionalName('agent_name') ?? agentNumber }
      : null,
    invoiceNumber: field.code('invoice_number'),
    instalment: field.optionalCode('instalment') ?? '',
  };
};

const agreementTerms = (
  field: RowReader,
  currency: Currency | undefined,
  dates: DateOrder,
): AgreementTerms => {
  const stated = (column: string) => field.optional(column) !== null;
  return {
    type: field.optionalCode('agreement_type'),
    status: field.optionalCode('agreement_status'),
    stopDate: (stated('stop_date') && field.date('stop_date', dates)) || null,
    currentMinor: currency && stated('current_balance') ? field.balance('current_balance', currency) : null,
  };
};

const shareOfColumns = (share: string): RowError => ({
  row: 0,
  column: 'revenueShare',
  value: share,
  code: 'CONSTANT_CONTRADICTED',
  reason: 'must not be given, because the template has columns for revenue and payable',
});

const unknownColumn = (column: string): RowError => ({
  row: 1,
  column,
  value: column,
  code: 'UNKNOWN_COLUMN',
  reason: 'is not a column of the template; remove it, or choose the preset that fits the file',
});
