import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Money } from '@recoup/domain/money';
import type { AccountProfile } from '../score/account-profile.ts';
import { type Invoice, signalsOf } from '../score/invoice.ts';
import { type Score, score } from '../score/score.ts';
import type { Scorecard } from '../score/scorecard.ts';
import { overdueDays } from '../score/signals.ts';
import { assignOwner, closeRecovered, writeOff } from './act-on-case.ts';
import { followScore, openCase, reopenCase } from './follow-risk.ts';
import type { OwnerDesk } from './owner-router.ts';
import { needsReminder, type Reminder, remind } from './reminder.ts';
import type { CaseChange, RiskCase, RiskCaseId } from './risk-case.ts';

/** What the risk side holds about one receivable when it looks at it again. */
export type KnownItem = {
  readonly invoice: Invoice;
  readonly profile: AccountProfile;
  readonly accounting:
    | { readonly state: 'open' }
    | { readonly state: 'settled' }
    | { readonly state: 'written-off'; readonly packetId: string | null; readonly amount: Money };
  /** The last score; `null` when it was not scored. */
  readonly known: KnownScore | null;
  readonly riskCase: RiskCase | null;
  /** Whether this very write-off has a case already, open or closed. */
  readonly writeOffKnown: boolean;
};

export type KnownScore = Pick<Score, 'points' | 'band' | 'cardVersion'> & {
  readonly reminder: Reminder | null;
};

export type ScoredItem = KnownItem & { readonly score: Score };

/** What becomes of an item: its score row, and its case when that was touched. */
export type Rescored = {
  readonly item: ScoredItem;
  /** `kept` when nothing about the row changed, `moved` when only owner or reminder did. */
  readonly row: 'kept' | 'moved' | 'scored' | 'dropped';
  readonly reminder: Reminder | null;
  readonly change: CaseChange | null;
};

export const scoreItem = (item: KnownItem, card: Scorecard, asOf: CalendarDate): ScoredItem => ({
  ...item,
  score: score(signalsOf(item.invoice, item.profile, asOf), card, asOf),
});

/** Whether the item needs a case that it does not have: its band leaves low, or it was written off without one. */
export const needsCase = ({ accounting, riskCase, writeOffKnown, score: { band } }: ScoredItem): boolean =>
  riskCase === null &&
  (accounting.state === 'open' ? band !== 'low' : accounting.state === 'written-off' && !writeOffKnown);

/** Decides what follows from a score for the item's row, case, owner and reminder. `newCase` is given where one is needed. */
export const rescore = (
  item: ScoredItem,
  desk: OwnerDesk,
  newCase: { readonly id: RiskCaseId; readonly caseNo: bigint } | null,
  at: Date,
): Rescored => {
  const begun = newCase
    ? openCase(
        newCase.id,
        newCase.caseNo,
        item.invoice,
        item.score,
        desk.ownerOf(item.invoice, item.score.band),
        at,
      )
    : null;
  if (item.accounting.state !== 'open') {
    return { item, row: item.known ? 'dropped' : 'kept', reminder: null, change: endOfCase(item, begun, at) };
  }
  const change = begun ?? followed(item, desk, at);
  const reminder = change === null ? reminderOf(item, desk, at) : null;
  return { item, row: rowOf(item, reminder), reminder, change };
};

const endOfCase = (item: ScoredItem, begun: CaseChange | null, at: Date): CaseChange | null => {
  const { accounting, riskCase, invoice } = item;
  const standing = begun ?? (riskCase && { case: { ...riskCase, invoice }, events: [] });
  if (!standing) return null;
  if (accounting.state === 'settled') return after(standing, closeRecovered(standing.case, at));
  return accounting.state === 'written-off'
    ? after(standing, writeOff(standing.case, accounting.packetId, accounting.amount, at))
    : standing;
};

const followed = ({ riskCase, invoice, score: now }: ScoredItem, desk: OwnerDesk, at: Date) => {
  if (!riskCase) return null;
  const change =
    riskCase.recoveryStatus === 'OPEN'
      ? followScore(riskCase, invoice, now, at)
      : reopenCase(riskCase, invoice, now, at);
  const owner = desk.keptOrNew(change.case.owner, invoice, now.band);
  return after(change, assignOwner(change.case, owner, at));
};

const reminderOf = (
  { invoice, known, score: now }: ScoredItem,
  desk: OwnerDesk,
  at: Date,
): Reminder | null => {
  if (!needsReminder(now.band, overdueDays(invoice, now.asOf))) return null;
  if (!known?.reminder) return remind(desk.ownerOf(invoice, now.band), at);
  const owner = desk.keptOrNew(known.reminder.owner, invoice, now.band);
  return sameOwner(known.reminder, owner) ? known.reminder : { ...known.reminder, owner };
};

const rowOf = ({ known, score: now }: ScoredItem, reminder: Reminder | null): Rescored['row'] => {
  const same =
    known?.band === now.band && known.points === now.points && known.cardVersion === now.cardVersion;
  if (!same) return 'scored';
  return known.reminder === reminder ? 'kept' : 'moved';
};

const sameOwner = ({ owner }: Reminder, { personId, role }: Reminder['owner']): boolean =>
  owner.personId === personId && owner.role === role;

const after = (first: CaseChange, then: CaseChange): CaseChange => ({
  case: then.case,
  events: [...first.events, ...then.events],
});

/** Whether a case differs from what is stored in anything that must be written. */
export const isTouched = (before: RiskCase | null, { case: now, events }: CaseChange): boolean =>
  before === null ||
  events.length > 0 ||
  before.scoreBasisPoints !== now.scoreBasisPoints ||
  before.invoice.outstanding.minor !== now.invoice.outstanding.minor ||
  before.invoice.dispute.open !== now.invoice.dispute.open;
