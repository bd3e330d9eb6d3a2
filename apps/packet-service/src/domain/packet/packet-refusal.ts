import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { ApprovalRoute } from '../approval-policy/approval-route.ts';
import type { DocumentKind } from '../eligibility/eligibility.ts';
import type { MissingMapping } from '../legal-entity/mapping.ts';
import type { NameRefusal } from '../packet-name/name-key.ts';
import type { Role } from '../people/person.ts';
import type { ReceivableId } from '../receivable/receivable.ts';
import type { Contribution } from './packet.ts';
import type { PacketStatusCode } from './packet-status.ts';

/** Why a decision about a packet was refused. Each reason finishes the sentence "refused because of ...". */
export type PacketRefusal =
  | { readonly reason: 'role-missing'; readonly role: Role }
  | { readonly reason: 'own-packet'; readonly as: Contribution }
  | { readonly reason: 'signed-this-round' }
  | { readonly reason: 'signed-this-packet' }
  | { readonly reason: 'out-of-turn'; readonly awaiting: ApprovalRoute }
  | { readonly reason: 'wrong-state'; readonly statusCd: PacketStatusCode }
  | { readonly reason: 'sign-in-too-old'; readonly withinSeconds: number }
  | { readonly reason: 'once-submitted' }
  | { readonly reason: 'recovery-under-way' }
  | { readonly reason: 'not-executed' }
  | { readonly reason: 'date-before-write-off'; readonly entities: readonly DatedBeforeWriteOff[] }
  | { readonly reason: 'may-not-comment' }
  | { readonly reason: 'comment-missing' }
  | { readonly reason: 'comment-too-long' }
  | { readonly reason: 'too-many-uploads'; readonly uploadsADay: number }
  | NameRefusal
  | { readonly reason: 'client-unknown' }
  | { readonly reason: 'receivable-refused'; readonly receivables: readonly RefusedReceivable[] }
  | { readonly reason: 'submission-incomplete'; readonly issues: readonly SubmissionIssue[] };

/** A legal entity in which the day of a recovery is before that of its write-off. */
export type DatedBeforeWriteOff = {
  readonly entity: string;
  readonly date: CalendarDate;
  readonly writtenOffOn: CalendarDate;
};

export type ReceivableRefusal =
  | 'unknown'
  | 'other-client'
  | 'other-currency'
  | 'closed'
  | 'credit-balance'
  | 'already-in-packet'
  | 'held-by-another-packet'
  | 'not-in-packet';

export type RefusedReceivable = {
  readonly receivableId: ReceivableId;
  readonly because: ReceivableRefusal;
  /** The packet that holds it, when that is the reason and the person may see it. */
  readonly packetName?: string;
};

/** What stands in the way of a submission: of one receivable, or of the packet when it names none. */
export type SubmissionIssue =
  | { readonly issue: 'no-receivables' }
  | { readonly issue: 'no-fx-rate'; readonly currency: string; readonly day: CalendarDate }
  | ReceivableIssue;

export type OfReceivable = { readonly receivableId: ReceivableId; readonly invoiceNumber: string };
export type ReceivableIssue = OfReceivable &
  (
    | { readonly issue: 'other-client' | 'other-currency' | 'closed' | 'credit-balance' | 'no-criterion' }
    | { readonly issue: 'no-evidence'; readonly wanted: readonly DocumentKind[] }
    | { readonly issue: 'unknown-entity'; readonly entity: string }
    | {
        readonly issue: 'rate-missing';
        readonly entity: string;
        readonly currency: string;
        readonly functionalCurrency: string;
      }
    | ({ readonly issue: 'mapping-missing'; readonly entity: string } & MissingMapping)
  );
