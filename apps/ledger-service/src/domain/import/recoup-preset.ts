import { toCurrency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import { bySide, totalOf } from '@recoup/domain/sides';
import { mustBeCurrency, rowReader } from './fields.ts';
import { checkConstants, missingColumns } from './file-terms.ts';
import type { Party, Preset, RowError } from './open-item.ts';
import { settledInvoice } from './settled-invoice.ts';

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
] as const;

export const templateColumns: readonly string[] = [...required, ...optional];

/** Our own template: every field in a column of its own, ISO dates, decimal amounts, no other columns. */
export const recoupPreset: Preset = {
  name: 'recoup',
  columns: {
    entity: 'entity',
    invoiceNumber: 'invoice_number',
    currency: 'currency',
    client: 'client_id',
    debtor: 'buyer_id',
  },
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...columns.filter((column) => !templateColumns.includes(column)).map(unknownColumn),
    ...checkConstants(terms, { entity: false, currency: false }),
    ...(terms.revenueShare === null ? [] : [shareOfColumns(terms.revenueShare)]),
  ],
  read: (row, raw, terms) => {
    const field = rowReader(row, raw);
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
      open,
      disputeOpen: field.flag('dispute_open'),
      disputeReason: field.optional('dispute_reason'),
      collectionClass: field.optional('collection_class'),
    };
    field.mustAgree('entity', item.entity, terms.entity);
    field.mustAgree('currency', currency, terms.currency);
    if (field.errors.length === 0 && totalOf(open) === 0n) {
      field.fail('revenue_amount', 'NOTHING_OPEN', 'must be above zero, because no other amount is open');
    }
    if (invoiceDate && dueDate && dueDate < invoiceDate) {
      field.fail('due_date', 'DUE_BEFORE_INVOICE', 'must not be before the invoice date');
    }
    if (field.errors.length > 0 || !currency || !invoiceDate || !dueDate) {
      return { kind: 'invalid', errors: field.errors };
    }
    if (invoiceDate > terms.asOf) return { kind: 'not-open' };
    if (settled && settled <= terms.asOf) {
      const total = money(totalOf(open), currency);
      const invoice = settledInvoice({ ...item, invoiceDate, dueDate }, settled, total);
      return { kind: 'settled', invoice, rounded: [] };
    }
    return { kind: 'item', item: { ...item, currency, invoiceDate, dueDate }, rounded: [] };
  },
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
