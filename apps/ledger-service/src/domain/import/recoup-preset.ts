import { type Currency, toCurrency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import { bySide, sides, totalOf } from '@recoup/domain/sides';
import { mustBeCurrency, type RowReader, rowReader } from './fields.ts';
import { checkConstants, missingColumns } from './file-terms.ts';
import type { AgreementTerms, Party, Preset, RowError } from './open-item.ts';
import { settledInvoiceReading } from './settled-invoice.ts';

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

/** Our own template: every field in a column of its own, ISO dates, decimal amounts, no other columns. */
export const recoupPreset: Preset = {
  name: 'recoup',
  version: 1,
  columns: {
    entity: 'entity',
    invoiceNumber: 'invoice_number',
    invoiceDate: 'invoice_date',
    currency: 'currency',
    ...{ client: 'client_id', debtor: 'buyer_id', agent: 'agent_id', currentBalance: 'current_balance' },
  },
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...columns.filter((column) => !templateColumns.includes(column)).map(unknownColumn),
    ...checkConstants(terms, { entity: false, currency: false }),
    ...(terms.revenueShare === null ? [] : [shareOfColumns(terms.revenueShare)]),
  ],
  read: (row, raw, terms, { numbers }) => {
    const field = rowReader(row, raw, numbers);
    const currency = toCurrency(field.text('currency'));
    if (!currency) field.fail('currency', 'UNKNOWN_CURRENCY', mustBeCurrency);
    const invoiceDate = field.date('invoice_date', 'iso');
    const dueDate = field.date('due_date', 'iso');
    const settled = field.optional('settled_date') === null ? undefined : field.date('settled_date', 'iso');
    const party = (kind: string): Party => ({
      number: field.text(`${kind}_id`),
      name: field.text(`${kind}_name`),
    });
    const agentNumber = field.optional('agent_id');
    const amountOf = (side: string) => (currency ? field.amount(`${side}_amount`, currency, 'refuse') : 0n);
    const open = bySide(amountOf);
    const item = {
      entity: field.text('entity'),
      department: field.text('department'),
      deal: field.text('deal'),
      client: party('client'),
      debtor: party('buyer'),
      agent: agentNumber ? { number: agentNumber, name: field.optional('agent_name') ?? agentNumber } : null,
      invoiceNumber: field.text('invoice_number'),
      instalment: field.optional('instalment') ?? '',
      disputeOpen: field.flag('dispute_open'),
      disputeReason: field.optional('dispute_reason'),
      collectionClass: field.optional('collection_class'),
      glReference: field.optional('gl_reference'),
      agreement: agreementTerms(field, currency),
    };
    field.mustAgree('entity', item.entity, terms.entity);
    field.mustAgree('currency', currency, terms.currency);
    if (sides.some((side) => open[side] === 0n && raw[`${side}_amount`]?.trim().startsWith('-')))
      field.fail('revenue_amount', 'NOTHING_OPEN', 'must not be zero with a sign before it');
    if (invoiceDate && dueDate && dueDate < invoiceDate) {
      field.fail('due_date', 'DUE_BEFORE_INVOICE', 'must not be before the invoice date');
    }
    if (field.errors.length > 0 || !currency || !invoiceDate || !dueDate) return field.invalid(item);
    if (invoiceDate > terms.asOf) return { kind: 'not-open' };
    const dated = { ...item, currency, invoiceDate, dueDate };
    if (settled && settled <= terms.asOf)
      return settledInvoiceReading(dated, settled, money(totalOf(open), currency), []);
    return { kind: 'item', item: { ...dated, open }, rounded: [] };
  },
};

const agreementTerms = (field: RowReader, currency: Currency | undefined): AgreementTerms => {
  const stated = (column: string) => field.optional(column) !== null;
  return {
    type: field.optional('agreement_type'),
    status: field.optional('agreement_status'),
    stopDate: (stated('stop_date') && field.date('stop_date', 'iso')) || null,
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
