import { type GlErrorDetail, invalidField } from '../../error-envelope.ts';
import { minorUnits, userError } from '../../journals/validation.ts';
import type { NetsuiteSimulator } from '../../netsuite-simulator.ts';
import { partyOf } from '../parties.ts';
import type { AppliedBody, AppliedLine } from './applied-body.ts';
import { invoiceOf, isOf, leftOfCredit, leftOfInvoice, thousandths } from './open-amounts.ts';

type Applying = {
  readonly simulator: NetsuiteSimulator;
  readonly body: AppliedBody;
  readonly customer: string;
  readonly currency: string;
  readonly subsidiary: string;
};
type Faults = readonly GlErrorDetail[];

const badReference = (field: string, id: string, whose: string, path: string): GlErrorDetail => ({
  code: 'INVALID_KEY_OR_REF',
  detail: `Error while accessing resource: Invalid ${field} reference key ${id}${whose}.`,
  path,
});

/** Why a payment or credit memo cannot be posted; empty when it can. */
export const appliedErrors = (simulator: NetsuiteSimulator, body: AppliedBody, tranDate: string): Faults => {
  const { currencies, subsidiaries, closedPeriods } = simulator.books;
  const { linesMax } = simulator.settings();
  const currency = currencies.find(({ id }) => id === body.currency.id);
  const subsidiary = body.subsidiary?.id ?? '1';
  const customer = (body.customer ?? body.entity)?.id ?? '';
  if (!currency) return [invalidField('currency', body.currency.id, 'currency')];
  const found: GlErrorDetail[] = [];
  if (!subsidiaries.some(({ id, inactive }) => id === subsidiary && !inactive))
    found.push(invalidField('subsidiary', subsidiary, 'subsidiary'));
  if (closedPeriods.has(tranDate.slice(0, 7)))
    found.push(userError('The accounting period of this transaction is closed.', 'tranDate'));
  const receivables = body.item && body.account;
  if (receivables && simulator.books.accounts.get(receivables.id)?.type !== 'AcctRec')
    found.push(invalidField('account', receivables.id, 'account'));
  const applying = { simulator, body, customer, currency: currency.code, subsidiary };
  const lines = [...body.apply.items, ...(body.credit?.items ?? []), ...(body.item?.items ?? [])];
  if (lines.length > linesMax)
    found.push(userError(`A transaction may have at most ${linesMax} lines.`, 'apply'));
  if (lines.some(({ amount = 0 }) => minorUnits(amount, currency.decimals) === undefined))
    found.push(userError('An amount has more decimals than its currency.'));
  found.push(...itemErrors(applying), ...invoiceErrors(applying), ...creditErrors(applying));
  return found.length > 0 ? found : sumErrors(body);
};

const itemErrors = ({ simulator, body }: Applying): Faults =>
  (body.item?.items ?? []).flatMap(({ item }, at) =>
    simulator.books.items.some(({ id }) => id === item.id)
      ? []
      : [badReference('item', item.id, '', `item.items[${at}].item`)],
  );

const invoiceErrors = (applying: Applying): Faults => {
  const { simulator, body, customer, currency, subsidiary } = applying;
  return applied(body.apply.items).flatMap(([line, at, amount]) => {
    const path = `apply.items[${at}]`;
    const invoice = invoiceOf(simulator, line.doc.id);
    if (!invoice || !/^(CustInvc|Invoice)$/.test(invoice.type))
      return [badReference('doc', line.doc.id, '', `${path}.doc`)];
    if (!isOf(invoice, customer, simulator.books))
      return [badReference('doc', line.doc.id, ` for customer ${customer}`, `${path}.doc`)];
    if (invoice.currency !== currency)
      return [userError(`The currency of document ${line.doc.id} is ${invoice.currency}.`, `${path}.doc`)];
    if (invoice.subsidiary !== subsidiary)
      return [badReference('doc', line.doc.id, ` for subsidiary ${subsidiary}`, `${path}.doc`)];
    return amount > leftOfInvoice(simulator, invoice)
      ? [userError('You cannot apply more than the amount due.', `${path}.amount`)]
      : [];
  });
};

/** A payment takes its credits from lines of journals that credit this customer's receivables. */
const creditErrors = ({ simulator, body, customer, currency, subsidiary }: Applying): Faults => {
  const { journals, books } = simulator;
  return applied(body.credit?.items ?? []).flatMap(([{ doc, line: number = 0 }, at, amount]) => {
    const path = `credit.items[${at}]`;
    const journal = doc.id.startsWith('eid:')
      ? journals.byExternalId(doc.id.slice(4))
      : journals.byId(doc.id);
    const line = journal?.body.line.items[number - 1];
    const isCredit = line?.credit !== undefined && books.accounts.get(line.account.id)?.type === 'AcctRec';
    if (!journal || !line || !isCredit || !journal.approved)
      return [badReference('doc', doc.id, ` on line ${number}`, `${path}.doc`)];
    const same = (one: string, other: string) =>
      one === other ||
      (partyOf(books.parties, one)?.id ?? one) === (partyOf(books.parties, other)?.id ?? other);
    if (!same(line.entity?.id ?? '', customer))
      return [badReference('doc', doc.id, ` for customer ${customer}`, `${path}.doc`)];
    const code = books.currencies.find(({ id }) => id === (journal.body.currency?.id ?? '1'))?.code;
    if (code !== currency || journal.body.subsidiary.id !== subsidiary)
      return [userError(`Document ${doc.id} is of another currency or subsidiary.`, `${path}.doc`)];
    const { id } = journal;
    const left = leftOfCredit(
      simulator,
      { id, externalId: journal.body.externalId },
      number,
      line.credit ?? 0,
    );
    return amount > left ? [userError('You cannot apply more than the credit.', `${path}.amount`)] : [];
  });
};

/** The lines that are applied, with their place and amount; an amount that is named twice counts twice. */
const applied = (lines: readonly AppliedLine[]): readonly (readonly [AppliedLine, number, number])[] => {
  const totals = new Map<string, number>();
  return lines.flatMap((line, at) => {
    if (!line.apply) return [];
    const key = `${line.doc.id} ${line.line ?? ''}`;
    const total = (totals.get(key) ?? 0) + thousandths(line.amount ?? 0);
    totals.set(key, total);
    return [[line, at, total] as const];
  });
};

const sumOf = (
  lines: readonly { readonly amount?: number | undefined; readonly apply?: boolean }[],
): number => lines.reduce((sum, { amount = 0, apply = true }) => sum + (apply ? thousandths(amount) : 0), 0);

/** A payment gives what it takes, and a memo no more than it has. */
const sumErrors = ({ payment, apply, credit, item }: AppliedBody): Faults => {
  const given = sumOf(apply.items);
  if (item) {
    return given <= sumOf(item.items) ? [] : [userError('You cannot apply more than the memo.', 'apply')];
  }
  return thousandths(payment ?? 0) + sumOf(credit?.items ?? []) === given
    ? []
    : [userError('The amounts applied must equal the payment and its credits.', 'apply')];
};
