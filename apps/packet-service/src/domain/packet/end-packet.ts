import { accepted, type Result, refused } from '@recoup/domain/result';
import { toComment } from '../comment-text.ts';
import type { ActContext } from '../people/act-context.ts';
import type { CancelledPacket, DraftPacket, Packet } from './packet.ts';
import { isRejected, withoutApprovals } from './packet.ts';
import { type Change, nextStep } from './packet-event.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { mayPrepare } from './rights.ts';

/** Gives a packet up from any state DRAFT stands for; its receivables are free again, its name stays taken (rulings 3, 8, 9). */
export const cancelDraft = (
  packet: Packet,
  comment: string | null,
  acting: ActContext,
): Result<Change<CancelledPacket>, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const kept = toComment(comment);
  if (!kept.ok) return kept;
  const { draft, by } = allowed.value;
  const statusCd = 'CANCELLED';
  const step = nextStep(draft, statusCd, acting.at, kept.value);
  const cancelled = { ...withoutApprovals(draft), statusCd, version: step.version } as const;
  return accepted({
    packet: cancelled,
    events: [{ type: 'packet-cancelled', ...step, by, role: 'CLIENT_ACCOUNTING', packet: cancelled }],
  });
};

/**
 * Deletes a draft that was never submitted: receivables and name are free again, the history keeps the entry (ruling 3). Once
 * submitted a packet can only be cancelled.
 */
export const deleteDraft = (
  packet: Packet,
  acting: ActContext,
): Result<Change<DraftPacket>, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const { draft, by } = allowed.value;
  if (isRejected(draft) || draft.round > 0) return refused({ reason: 'once-submitted' });
  const step = nextStep(draft, null, acting.at, null);
  const deleted = { ...draft, version: step.version };
  return accepted({
    packet: deleted,
    events: [{ type: 'packet-deleted', ...step, by, role: 'CLIENT_ACCOUNTING', packet: deleted }],
  });
};
