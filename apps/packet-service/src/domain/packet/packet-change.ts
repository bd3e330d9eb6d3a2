import type { Role } from '../people/person.ts';
import type { Criterion } from '../submission/eligibility.ts';
import type { FrozenLine } from '../submission/frozen-line.ts';
import type { Approval, Contributor, Packet, PersonRef, Rejection } from './packet.ts';
import type { DocumentId, PacketDocument, PacketLine } from './packet-content.ts';
import type { PacketAction, PacketStatusCode } from './packet-status.ts';
import type { ReceivableId } from './receivable.ts';

/** One entry of the status history (`packet_status_history`). Exactly one stands for each version of the packet. */
export type HistoryEntry = {
  readonly version: number;
  readonly from: PacketStatusCode | null;
  readonly to: PacketStatusCode | null;
  readonly action: PacketAction;
  /** Absent when the system acted. */
  readonly by: PersonRef | null;
  readonly role: Role | null;
  readonly comment: string | null;
  readonly at: Date;
  readonly detail: HistoryDetail | null;
};

/** What an entry says beyond its codes, for the audit trail. */
export type HistoryDetail =
  | { readonly added: readonly ReceivableId[] }
  | { readonly removed: readonly ReceivableId[] }
  | {
      readonly receivables: readonly ReceivableId[];
      readonly criterion?: Criterion | null;
      readonly usePacketDocument?: boolean;
    }
  | { readonly name?: string; readonly defaultCriterion?: Criterion | null }
  | { readonly documentId: DocumentId; readonly sha256: string; readonly receivableId: ReceivableId | null }
  | { readonly contentHash: string; readonly dossierHash: string; readonly route: readonly string[] }
  | { readonly contentHash: string; readonly dossierHash: string }
  | { readonly cashReceiptId: string }
  | { readonly code: string };

/** What a decision changes besides the packet itself; a store carries it out in the same transaction, in this order. */
export type PacketEffect =
  | { readonly do: 'add-lines'; readonly lines: readonly PacketLine[] }
  | { readonly do: 'remove-lines'; readonly receivableIds: readonly ReceivableId[] }
  | {
      readonly do: 'set-lines';
      readonly receivableIds: readonly ReceivableId[];
      readonly criterion?: Criterion | null;
      readonly usePacketDocument?: boolean;
    }
  | { readonly do: 'attach'; readonly document: PacketDocument }
  | { readonly do: 'freeze-lines'; readonly lines: readonly FrozenLine[] }
  | { readonly do: 'free-receivables' }
  | { readonly do: 'delete-packet' }
  | { readonly do: 'sign'; readonly decision: 'APPROVE'; readonly approval: Approval }
  | { readonly do: 'sign'; readonly decision: 'REJECT'; readonly rejection: Rejection }
  | { readonly do: 'bar'; readonly contributor: Contributor };

/** What happened, for everyone else. A message carries the packet as it then stands as well. */
export type PacketEvent =
  | { readonly type: 'packet-created' }
  | {
      readonly type: 'packet-content-frozen';
      readonly contentHash: string;
      readonly part: number;
      readonly parts: number;
      readonly lines: readonly FrozenLine[];
    }
  | { readonly type: 'packet-submitted' }
  | { readonly type: 'packet-resubmitted'; readonly contentChanged: boolean }
  | { readonly type: 'packet-stage-approved'; readonly approval: Approval }
  | { readonly type: 'packet-approved' }
  | { readonly type: 'packet-rejected'; readonly rejection: Rejection }
  | { readonly type: 'packet-cancelled'; readonly by: PersonRef }
  | { readonly type: 'packet-deleted'; readonly by: PersonRef }
  | { readonly type: 'packet-execution-refused'; readonly code: string; readonly why: string }
  | { readonly type: 'packet-completed' }
  | { readonly type: 'packet-recovery-requested' }
  | { readonly type: 'packet-recovered' };

/** What a decision about one packet returns: the packet as it becomes, what was written down, and what happened. */
export type Change<After extends Packet = Packet> = {
  readonly packet: After;
  readonly history: readonly [HistoryEntry, ...HistoryEntry[]];
  readonly events: readonly PacketEvent[];
  readonly effects: readonly PacketEffect[];
};
