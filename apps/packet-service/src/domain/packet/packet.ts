import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import type { Id } from '@recoup/domain/id';
import type { Money } from '@recoup/domain/money';
import type { SideAmounts } from '@recoup/domain/sides';
import type { ApprovalRoute } from '../approval-policy/approval-route.ts';
import type { Criterion } from '../eligibility/eligibility.ts';
import type { PacketName } from '../packet-name/name-key.ts';
import type { EventDate } from '../people/act-context.ts';
import type { ApproverRole, PersonId, PersonRef, ScopeKey } from '../people/person.ts';
import type { Party, ReceivableId } from '../receivable/receivable.ts';
import type { PacketStatusCode, RejectedCode, StageApprovedCode } from './packet-status.ts';

export type PacketId = Id<'packet'>;

/** How somebody contributed to a packet; whichever it was, they are barred from approving it (ruling 6). */
export type Contribution = 'INITIATOR' | 'EDITOR' | 'UPLOADER' | 'SUBMITTER';
export type Contributor = { readonly personId: PersonId; readonly as: Contribution };

/** What was asked for at the last submission and under which rules, frozen (rulings 4 and 5). */
export type Submission = {
  /** Counts the submissions of the packet from 1, whether or not they started the route anew. */
  readonly attempt: number;
  readonly by: PersonRef;
  readonly at: Date;
  /** The business date, which gives the day of the rate and of the splitting watch. */
  readonly on: CalendarDate;
  /** SHA-256 (hex) of the canonical lines as they are published. */
  readonly contentHash: string;
  /** SHA-256 (hex) over all that approvers are shown: name, lines with their dates and packet-document flags, documents. */
  readonly dossierHash: string;
  readonly parts: number;
  readonly totals: SideAmounts;
  readonly baseTotal: Money;
  readonly splitSum: Money | null;
  readonly route: ApprovalRoute;
  /** The policy versions that routed it, for example `US01@1`. */
  readonly policyVersion: string;
};

export type Approval = {
  readonly role: ApproverRole;
  readonly by: PersonRef;
  readonly at: Date;
  /** The business date of the signature. */
  readonly on: CalendarDate;
  readonly comment: string | null;
  /** The version of the packet that the signature made. */
  readonly version: number;
};
export type Rejection = {
  readonly role: ApproverRole;
  readonly by: PersonRef;
  readonly at: Date;
  readonly reason: string;
};
/** A recovery follows money that came in; a correction takes back a write-off that should never have been. */
export const recoveryKinds = ['RECOVERY', 'CORRECTION'] as const;
export type RecoveryKind = (typeof recoveryKinds)[number];
export type RecoveryRequest = {
  readonly by: PersonRef;
  readonly at: Date;
  readonly kind: RecoveryKind;
  readonly reason: string;
};
/** What the ledger did of what was approved; with less open than was approved it does less (ruling 14). */
export type Executed = {
  readonly totals: SideAmounts;
  readonly receivableCount: number;
  /** Receivables executed for less than approved, and those left out because nothing was open any more. */
  readonly loweredCount: number;
  readonly droppedCount: number;
};
/** What the ledger reports. It names the receivables that differ from what was approved, as many as a message holds. */
export type ExecutionReport = {
  readonly cashReceiptId: string;
  readonly executedAt: Date;
  readonly writtenOffOn: readonly EventDate[];
  readonly executed: Executed;
  readonly lines: readonly { readonly receivableId: ReceivableId; readonly executed: SideAmounts }[];
  readonly lowered: readonly ReceivableId[];
  readonly dropped: readonly ReceivableId[];
};
export type Execution = {
  readonly cashReceiptId: string;
  readonly completedAt: Date;
  readonly completedBy: PersonId;
  /** The day on which the write-off counts in each legal entity that posted it. */
  readonly writtenOffOn: readonly EventDate[];
  readonly executed: Executed;
};

type PacketCore = {
  readonly id: PacketId;
  /** Raised by one with each entry of the history. */
  readonly version: number;
  readonly name: PacketName;
  readonly client: Party;
  readonly currency: Currency;
  readonly defaultCriterion: Criterion | null;
  readonly createdBy: PersonRef;
  readonly createdAt: Date;
  readonly contributors: readonly Contributor[];
  /** Where its receivables belong: who may see it, and whose scope must cover it. */
  readonly scopeKeys: readonly ScopeKey[];
  readonly receivableCount: number;
  readonly totalCommission: Money;
  /** 0 before the first submission; grows with each submission that starts the route anew. */
  readonly round: number;
  readonly lastRejection: Rejection | null;
};

/** Never submitted, or returned by a refused execution. */
export type DraftPacket = PacketCore & { readonly statusCd: 'DRAFT'; readonly submission: Submission | null };
export type RejectedPacket = PacketCore & {
  readonly statusCd: RejectedCode;
  readonly submission: Submission;
  readonly approvals: readonly Approval[];
  readonly lastRejection: Rejection;
};
export type WaitingPacket = PacketCore & {
  readonly statusCd: 'SUBMITTED' | 'RESUBMITTED' | StageApprovedCode;
  readonly submission: Submission;
  readonly approvals: readonly Approval[];
  readonly awaiting: ApprovalRoute;
};
export type ApprovedPacket = PacketCore & {
  readonly statusCd: 'APPROVED';
  readonly submission: Submission;
  readonly approvals: readonly [Approval, ...Approval[]];
};
export type CompletePacket = PacketCore & {
  readonly statusCd: 'COMPLETE';
  readonly submission: Submission;
  readonly approvals: readonly Approval[];
  readonly execution: Execution;
  readonly recovery: RecoveryRequest | null;
};
export type RecoveredPacket = PacketCore & {
  readonly statusCd: 'RECOVERED';
  readonly submission: Submission;
  readonly approvals: readonly Approval[];
  readonly execution: Execution;
  readonly recovery: RecoveryRequest;
  readonly recoveredAt: Date;
};
export type CancelledPacket = PacketCore & {
  readonly statusCd: 'CANCELLED';
  readonly submission: Submission | null;
};

/** In state DRAFT (ruling 1): its content may change. */
export type EditablePacket = DraftPacket | RejectedPacket;
export type Packet =
  | EditablePacket
  | WaitingPacket
  | ApprovedPacket
  | CompletePacket
  | RecoveredPacket
  | CancelledPacket;

const rejectedCodes: ReadonlySet<PacketStatusCode> = new Set<RejectedCode>([
  'REJECTED_AGENT',
  'REJECTED_DH',
  'REJECTED_VP',
  'REJECTED_CFO',
  'REJECTED_MD',
]);
export const isRejected = (packet: Packet): packet is RejectedPacket => rejectedCodes.has(packet.statusCd);
export const isEditable = (packet: Packet): packet is EditablePacket =>
  packet.statusCd === 'DRAFT' || isRejected(packet);
export const isWaiting = (packet: Packet): packet is WaitingPacket => 'awaiting' in packet;

/** The approvals of the round under way. */
export const approvalsOf = (packet: Packet): readonly Approval[] =>
  'approvals' in packet ? packet.approvals : [];

/** A draft without the signatures of its last round, for states that have none. */
export const withoutApprovals = (draft: EditablePacket) => {
  if (!isRejected(draft)) return draft;
  const { approvals: _, ...rest } = draft;
  return rest;
};
