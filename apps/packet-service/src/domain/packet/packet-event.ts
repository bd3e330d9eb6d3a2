import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { PacketName } from '../packet-name/name-key.ts';
import type { EventDate, SignIn } from '../people/act-context.ts';
import type { ApproverRole, HeldRole, PersonRef, Role } from '../people/person.ts';
import type { ReceivableId } from '../receivable/receivable.ts';
import type {
  ApprovedPacket,
  CancelledPacket,
  CompletePacket,
  Contributor,
  DraftPacket,
  EditablePacket,
  ExecutionReport,
  Packet,
  RecoveredPacket,
  RecoveryRequest,
  RejectedPacket,
  WaitingPacket,
} from './packet.ts';
import type { LineEdit, PacketDocument, PacketLine } from './packet-content.ts';
import type { PacketStatusCode } from './packet-status.ts';
import type { SubmissionRecord } from './submission-record.ts';

/** The step of a packet to its next version. Exactly one event stands for each version. */
export type Step = {
  readonly version: number;
  readonly from: PacketStatusCode | null;
  readonly to: PacketStatusCode | null;
  readonly comment: string | null;
  readonly at: Date;
};
type By<As extends Role = 'CLIENT_ACCOUNTING'> = { readonly by: PersonRef; readonly role: As };
type BySystem = { readonly by: null; readonly role: null };

/** `packet` is the packet as it stands after the whole decision, and `content` what changes beside it. */
type Happened<Type extends string, After extends Packet, Who> = Step &
  Who & { readonly type: Type; readonly packet: After };
type With<Content> = { readonly content: Content };

/** What a decision stands on, whether it signs or rejects. */
export type Signed = {
  readonly contentHash: string;
  readonly dossierHash: string;
  /** The submission that was decided. */
  readonly attempt: number;
  readonly versionSeen: number;
  /** The place of the role in the route, from 1. */
  readonly stage: number;
  /** The assignments by which the person held the role for the packet. */
  readonly grants: readonly HeldRole[];
  readonly on: CalendarDate;
  readonly signIn: SignIn;
};
type Frozen = With<{
  readonly record: SubmissionRecord;
  /** Whether the route starts anew, so that the lines are published again. */
  readonly newRound: boolean;
}>;

/** On which day it counts in the books of each legal entity of the packet. */
type Dated = { readonly eventDates: readonly [EventDate, ...EventDate[]] };

export type PacketHeader = { readonly name?: PacketName; readonly defaultCriterion?: LineEdit['criterion'] };
/** An edit with what it replaced, so that the history can be read forwards and backwards. */
type Replacing<Before> = { readonly before: Before };

/** A change of a draft's content. It concerns nobody else before the packet is submitted, so it is not published. */
export type Edit =
  | ({ readonly type: 'receivables-added' } & With<{ readonly lines: readonly PacketLine[] }>)
  | ({ readonly type: 'receivables-removed' } & With<
      { readonly receivableIds: readonly ReceivableId[] } & Replacing<readonly PacketLine[]>
    >)
  | ({ readonly type: 'lines-edited' } & With<
      { readonly receivableIds: readonly ReceivableId[]; readonly edit: LineEdit } & Replacing<
        readonly PacketLine[]
      >
    >)
  | ({ readonly type: 'header-edited' } & With<{ readonly edit: PacketHeader } & Replacing<PacketHeader>>)
  | ({ readonly type: 'document-attached' } & With<PacketDocument>);

export type PacketEvent =
  | (Happened<'packet-created', DraftPacket, By> & With<{ readonly lines: readonly PacketLine[] }>)
  | (Edit & Happened<Edit['type'], EditablePacket, By>)
  | (Happened<'packet-submitted', WaitingPacket, By> & Frozen)
  | (Happened<'packet-resubmitted', WaitingPacket, By> & Frozen & { readonly contentChanged: boolean })
  | (Happened<'packet-stage-approved', WaitingPacket | ApprovedPacket, By<ApproverRole>> & With<Signed>)
  | (Happened<'packet-approved', ApprovedPacket, BySystem> & Dated)
  | (Happened<'packet-rejected', RejectedPacket, By<ApproverRole>> &
      With<Signed> & { readonly comment: string })
  | Happened<'packet-cancelled', CancelledPacket, By>
  | Happened<'packet-deleted', DraftPacket, By>
  | (Happened<'packet-execution-refused', DraftPacket, BySystem> & {
      readonly comment: string;
      readonly code: string;
    })
  | (Happened<'packet-completed', CompletePacket, BySystem> & With<ExecutionReport>)
  | (Happened<'packet-recovery-requested', CompletePacket & { readonly recovery: RecoveryRequest }, By> &
      Dated)
  | (Happened<'packet-recovery-refused', CompletePacket, BySystem> & {
      readonly comment: string;
      readonly code: string;
    })
  | Happened<'packet-recovered', RecoveredPacket, BySystem>;

/** What a decision about one packet returns: the packet as it becomes, and what happened to it, version by version. */
export type Change<After extends Packet = Packet> = {
  readonly packet: After;
  readonly events: readonly [PacketEvent, ...PacketEvent[]];
};

export const nextStep = <Comment extends string | null>(
  before: Pick<Packet, 'version' | 'statusCd'>,
  to: PacketStatusCode | null,
  at: Date,
  comment: Comment,
) => ({ version: before.version + 1, from: before.statusCd, to, comment, at });

type Kind = {
  /** What the history calls it (ruling 3). */
  readonly action: string;
  /** What its author becomes, which bars them from approving the packet (ruling 6). */
  readonly makes: Contributor['as'] | null;
  /** `more` when it changes lines, documents or signatures beside the packet, for which each store then has a case of its own. */
  readonly changes: 'packet' | 'more';
};

const kinds = {
  'packet-created': { action: 'CREATE', makes: 'INITIATOR', changes: 'more' },
  'receivables-added': { action: 'EDIT', makes: 'EDITOR', changes: 'more' },
  'receivables-removed': { action: 'EDIT', makes: 'EDITOR', changes: 'more' },
  'lines-edited': { action: 'EDIT', makes: 'EDITOR', changes: 'more' },
  'header-edited': { action: 'EDIT', makes: 'EDITOR', changes: 'packet' },
  'document-attached': { action: 'EDIT', makes: 'UPLOADER', changes: 'more' },
  'packet-submitted': { action: 'SUBMIT', makes: 'SUBMITTER', changes: 'more' },
  'packet-resubmitted': { action: 'RESUBMIT', makes: 'SUBMITTER', changes: 'more' },
  'packet-stage-approved': { action: 'APPROVE', makes: null, changes: 'more' },
  'packet-rejected': { action: 'REJECT', makes: null, changes: 'more' },
  'packet-cancelled': { action: 'CANCEL', makes: null, changes: 'packet' },
  'packet-deleted': { action: 'DELETE', makes: null, changes: 'packet' },
  'packet-approved': { action: 'EXECUTE', makes: null, changes: 'packet' },
  'packet-completed': { action: 'COMPLETE', makes: null, changes: 'more' },
  'packet-execution-refused': { action: 'EXECUTION_REFUSED', makes: null, changes: 'packet' },
  'packet-recovery-requested': { action: 'RECOVER', makes: null, changes: 'packet' },
  'packet-recovery-refused': { action: 'RECOVERY_REFUSED', makes: null, changes: 'packet' },
  'packet-recovered': { action: 'RECOVER', makes: null, changes: 'packet' },
} as const satisfies Readonly<Record<PacketEvent['type'], Kind>>;
type Kinds = typeof kinds;

type WiderType = { [Type in keyof Kinds]: Kinds[Type]['changes'] extends 'more' ? Type : never }[keyof Kinds];
/** An event that changes more than the packet itself. */
export type WiderEvent = Extract<PacketEvent, { readonly type: WiderType }>;
export const changesMoreThanPacket = (event: PacketEvent): event is WiderEvent =>
  kinds[event.type].changes === 'more';

export const contributorBy = ({ type, by }: Authored): Contributor | null => {
  const as = kinds[type].makes;
  return as && by ? { personId: by.id, as } : null;
};
type Authored = Pick<PacketEvent, 'type'> & { readonly by: PersonRef | null };

export const contributorsAfter = (
  before: readonly Contributor[],
  event: Authored,
): readonly Contributor[] => {
  const added = contributorBy(event);
  return !added || before.some(({ personId, as }) => personId === added.personId && as === added.as)
    ? before
    : [...before, added];
};

export type PacketAction = Kinds[PacketEvent['type']]['action'];
export const actionOf = ({ type }: Pick<PacketEvent, 'type'>): PacketAction => kinds[type].action;
export const packetActions: readonly PacketAction[] = [
  ...new Set(Object.values(kinds).map(({ action }) => action)),
];
