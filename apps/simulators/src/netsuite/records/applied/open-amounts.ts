import * as z from 'zod';
import type { GlBooks } from '../../journals/validation.ts';
import type { NetsuiteSimulator } from '../../netsuite-simulator.ts';
import { partyOf } from '../parties.ts';
import type { AppliedLine } from './applied-body.ts';

const text = z.union([z.string(), z.number()]).transform(String);

/** A document of a customer as SuiteQL shows it, as far as something can be applied to it. */
const OpenItem = z.looseObject({
  id: text,
  externalId: z.string().optional(),
  type: z.string().default('Invoice'),
  /** Whose it is: an id or `eid:` of the customer, or as SuiteQL shows it, by name. */
  entity: z.string().optional(),
  customer: z.string().default(''),
  subsidiary: text.default('1'),
  currency: z.string().default('USD'),
  open: text,
});
export type OpenItem = z.infer<typeof OpenItem>;

export const invoiceOf = (simulator: NetsuiteSimulator, reference: string): OpenItem | undefined => {
  const found = simulator.openItems().find((item) => {
    const { id, externalId } = z
      .looseObject({ id: text, externalId: z.string().optional() })
      .parse({ id: '', ...item });
    return id === reference || (externalId !== undefined && `eid:${externalId}` === reference);
  });
  return OpenItem.safeParse(found).data;
};

/** Whether a customer is the one of a document: by id, external id or name. */
export const isOf = ({ entity, customer }: OpenItem, reference: string, { parties }: GlBooks): boolean => {
  const party = partyOf(parties, reference);
  const owner = partyOf(parties, entity ?? `eid:${customer}`);
  if (party && owner) return party.id === owner.id;
  return reference === (entity ?? `eid:${customer}`) || party?.name === customer;
};

/** What was applied to a document so far, and taken from a line of a journal, in thousandths of the currency. */
const appliedTo = (
  simulator: NetsuiteSimulator,
  list: 'apply' | 'credit',
  isIt: (line: AppliedLine) => boolean,
): number =>
  simulator.applied
    .all()
    .flatMap(({ body }) => body[list]?.items ?? [])
    .filter((line) => line.apply && isIt(line))
    .reduce((sum, { amount = 0 }) => sum + thousandths(amount), 0);

export const thousandths = (amount: number): number => Math.round(amount * 1_000);

/** What is left of an invoice, in thousandths. */
export const leftOfInvoice = (simulator: NetsuiteSimulator, { id, externalId, open }: OpenItem): number =>
  thousandths(Number(open)) -
  appliedTo(
    simulator,
    'apply',
    ({ doc }) => doc.id === id || (externalId !== undefined && doc.id === `eid:${externalId}`),
  );

/** What is left of what a journal credits a customer on one of its lines, in thousandths. */
export const leftOfCredit = (
  simulator: NetsuiteSimulator,
  journal: { readonly id: string; readonly externalId?: string | undefined },
  line: number,
  credit: number,
): number =>
  thousandths(credit) -
  appliedTo(
    simulator,
    'credit',
    (one) => (one.doc.id === journal.id || one.doc.id === `eid:${journal.externalId}`) && one.line === line,
  );

/** The documents that SuiteQL finds: those of which nothing is left are gone, and of the others what is left is open. */
export const openNow = (simulator: NetsuiteSimulator): readonly object[] =>
  simulator.openItems().flatMap((item) => {
    const invoice = OpenItem.safeParse(item).data;
    if (!invoice) return [item];
    const left = leftOfInvoice(simulator, invoice);
    if (left === thousandths(Number(invoice.open))) return [item];
    const { decimals = 2 } = simulator.books.currencies.find(({ code }) => code === invoice.currency) ?? {};
    return left === 0 ? [] : [{ ...item, open: (left / 1_000).toFixed(decimals) }];
  });
