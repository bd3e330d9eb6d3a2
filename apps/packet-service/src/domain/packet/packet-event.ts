import type { PacketName } from '../packet-name/name-key.ts';
import type { EventDate } from '../people/act-context.ts';
import type { ApproverRole, PersonRef, Role } from '../people/person.ts';
import type { ReceivableId } from '../receivable/receivable.ts';
import type { FrozenLine } from './frozen-line.ts';
import type {
  ApprovedPacket,
  CancelledPacket,
  CompletePacket,
  Contributor,
  DraftPacket,
  EditablePacket,
  Packet,
  RecoveredPacket,
  RecoveryRequest,
  RejectedPacket,
  WaitingPacket,
} from './packet.ts';
import type { LineEdit, PacketDocument, PacketLine } from './packet-content.ts';
import type { PacketStatusCode } from './packet-status.ts';

/** The step of a packet to its next version. Exactly one event stands for each version. */
type Step = {
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

type Signed = With<{ readonly contentHash: string; readonly dossierHash: string }>;
type Frozen = With<{
  readonly lines: readonly FrozenLine[];
  /** Whether the route starts anew, so that the lines are published again. */
  readonly newRound: boolean;
}>;

/** On which day it counts in the books of each legal entity of the packet. */
type Dated = { readonly eventDates: readonly [EventDate, ...EventDate[]] };

export type PacketHeader = { readonly name?: PacketName; readonly defaultCriterion?: LineEdit['criterion'] };

/** A change of a draft's content. It concerns nobody else before the packet is submitted, so it is not published. */
export type Edit =
  | ({ readonly type: 'receivables-added' } & With<{ readonly lines: readonly PacketLine[] }>)
  | ({ readonly type: 'receivables-removed' } & With<{ readonly receivableIds: readonly ReceivableId[] }>)
  | ({ readonly type: 'lines-edited' } & With<{
      readonly receivableIds: readonly ReceivableId[];
      readonly edit: LineEdit;
    }>)
  | ({ readonly type: 'header-edited' } & With<PacketHeader>)
  | ({ readonly type: 'document-attached' } & With<PacketDocument>);

export type PacketEvent =
  | (Happened<'packet-created', DraftPacket, By> & With<{ readonly lines: readonly PacketLine[] }>)
  | (Edit & Happened<Edit['type'], EditablePacket, By>)
  | (Happened<'packet-submitted', WaitingPacket, By> & Frozen)
  | (Happened<'packet-resubmitted', WaitingPacket, By> & Frozen & { readonly contentChanged: boolean })
  | (Happened<'packet-stage-approved', WaitingPacket | ApprovedPacket, By<ApproverRole>> & Signed)
  | (Happened<'packet-approved', ApprovedPacket, BySystem> & Dated)
  | (Happened<'packet-rejected', RejectedPacket, By<ApproverRole>> & Signed & { readonly comment: string })
  | Happened<'packet-cancelled', CancelledPacket, By>
  | Happened<'packet-deleted', DraftPacket, By>
  | (Happened<'packet-execution-refused', DraftPacket, BySystem> & {
      readonly comment: string;
      readonly code: string;
    })
  | Happened<'packet-completed', CompletePacket, BySystem>
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
  'packet-completed': { action: 'COMPLETE', makes: null, changes: 'packet' },
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
export const packetActions: readonly PacketAction[] = [
  ...new Set(Object.values(kinds).map(({ action }) => action)),
];

/** One row of the status history (`packet_status_history`). */
export type HistoryEntry = Step & {
  readonly action: PacketAction;
  /** Absent when the system acted. */
  readonly by: PersonRef | null;
  readonly role: Role | null;
  /** What the row says beyond its codes, for the audit trail. */
  readonly detail: object | null;
};

export const historyOf = (event: PacketEvent): HistoryEntry => ({
  version: event.version,
  from: event.from,
  to: event.to,
  action: kinds[event.type].action,
  by: event.by,
  role: event.role,
  comment: event.comment,
  at: event.at,
  detail: detailOf(event),
});

const detailOf = (event: PacketEvent): object | null => {
  switch (event.type) {
    case 'packet-created': {
      const { lines } = event.content;
      return lines.length > 0 ? { added: idsOf(lines) } : null;
    }
    case 'receivables-added':
      return { added: idsOf(event.content.lines) };
    case 'receivables-removed':
      return { removed: event.content.receivableIds };
    case 'lines-edited':
      return { receivables: event.content.receivableIds, ...event.content.edit };
    case 'header-edited': {
      const { name, ...criterion } = event.content;
      return { ...(name ? { name: name.text } : {}), ...criterion };
    }
    case 'document-attached': {
      const { id: documentId, sha256, receivableId } = event.content;
      return { documentId, sha256, receivableId };
    }
    case 'packet-submitted':
    case 'packet-resubmitted': {
      const { contentHash, dossierHash, route } = event.packet.submission;
      return { contentHash, dossierHash, route };
    }
    case 'packet-stage-approved':
    case 'packet-rejected':
      return event.content;
    case 'packet-deleted':
      return { name: event.packet.name.text };
    case 'packet-execution-refused':
    case 'packet-recovery-refused':
      return { code: event.code };
    case 'packet-completed':
      return { cashReceiptId: event.packet.execution.cashReceiptId };
    case 'packet-approved':
      return { eventDates: event.eventDates };
    case 'packet-recovery-requested':
      return { kind: event.packet.recovery.kind, eventDates: event.eventDates };
    case 'packet-cancelled':
    case 'packet-recovered':
      return null;
  }
};

const idsOf = (lines: readonly PacketLine[]) => lines.map(({ receivable }) => receivable.id);
