import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Id } from '@recoup/domain/id';
import type { Money } from '@recoup/domain/money';
import { type AccountProfile, amountToUsualBp, settledLateShareBp } from './account-profile.ts';
import type { FloorFact } from './scorecard.ts';
import { overdueDays, type Signals } from './signals.ts';

export type ReceivableId = Id<'receivable'>;
export type AccountId = Id<'account'>;
export type ClientId = Id<'client'>;

/** An open receivable as the risk side knows it: its own copy of what the ledger last said, and its own facts. */
export type Invoice = {
  readonly receivableId: ReceivableId;
  readonly invoiceNumber: string;
  readonly accountId: AccountId;
  readonly accountName: string;
  readonly clientId: ClientId;
  readonly entity: string;
  readonly department: string;
  readonly issueDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly outstanding: Money;
  readonly dispute: { readonly open: boolean; readonly reason: string | null };
  /** What the case knows and the ledger does not. */
  readonly promises: Promises;
};

/** What has been promised for an invoice and whether anybody still talks (definition D12). */
export type Promises = {
  /** The promised day, when one stands. */
  readonly commitmentDate: CalendarDate | null;
  /** Promised days that passed with the invoice still open, the standing one not counted. */
  readonly brokenBefore: number;
  readonly lastContactOn: CalendarDate | null;
};

/** A commitment is broken when this many days after its date the invoice is still open. */
const commitmentGraceDays = 2;

/** There was no contact with the account for this many days: silence. */
const silenceDays = 7;

/** A commitment stands until its day and the grace have passed. */
export const commitmentStands = ({ commitmentDate }: Promises, asOf: CalendarDate): boolean =>
  commitmentDate !== null && !isBroken(commitmentDate, asOf);

export const brokenCommitments = ({ commitmentDate, brokenBefore }: Promises, asOf: CalendarDate): number =>
  brokenBefore + (commitmentDate !== null && isBroken(commitmentDate, asOf) ? 1 : 0);

const isBroken = (commitmentDate: CalendarDate, asOf: CalendarDate): boolean =>
  overdueDays({ dueDate: commitmentDate }, asOf) > commitmentGraceDays;

/**
 * The facts of ruling 19 that hold for an invoice. Repeated delays are two or more broken commitments; one broken
 * commitment counts as critical only together with silence.
 */
const factsOf = (invoice: Invoice, asOf: CalendarDate): ReadonlySet<FloorFact> => {
  const { promises, dispute } = invoice;
  const broken = brokenCommitments(promises, asOf);
  if (broken === 0) return dispute.open ? disputed : none;
  const silent =
    promises.lastContactOn === null || overdueDays({ dueDate: promises.lastContactOn }, asOf) >= silenceDays;
  const facts = new Set<FloorFact>(dispute.open ? ['open-dispute'] : []);
  if (broken >= 2) facts.add('repeated-delays');
  if (silent) facts.add('broken-commitment-and-silence');
  return facts;
};

const none: ReadonlySet<FloorFact> = new Set();
const disputed: ReadonlySet<FloorFact> = new Set(['open-dispute']);

/** What is read from an invoice and its account when it is scored. */
export const signalsOf = (invoice: Invoice, profile: AccountProfile, asOf: CalendarDate): Signals => ({
  dueDate: invoice.dueDate,
  settledLateShareBp: settledLateShareBp(profile),
  otherOverdueItems: profile.overdueItems - (invoice.dueDate < asOf ? 1 : 0),
  amountToUsualBp: amountToUsualBp(profile, invoice.outstanding.minor, invoice.outstanding.currency),
  facts: factsOf(invoice, asOf),
});
