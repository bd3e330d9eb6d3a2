import { accepted, type Result } from '@recoup/domain/result';
import { toRequiredComment } from '../comment-text.ts';
import type { Packet, RejectedPacket, Rejection } from '../packet/packet.ts';
import { type Change, nextStep } from '../packet/packet-event.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';
import { rejectedBy } from '../packet/packet-status.ts';
import { mayDecide } from '../packet/rights.ts';
import type { DatedActContext } from '../people/act-context.ts';
import { signedOn } from './signed-on.ts';

/** Returns a waiting packet to Client Accounting. The reason is mandatory (requirement W6); approvals of this round are kept. */
export const rejectPacket = (
  packet: Packet,
  reason: string | null,
  acting: DatedActContext,
): Result<Change<RejectedPacket>, PacketRefusal> => {
  const allowed = mayDecide(packet, acting);
  if (!allowed.ok) return allowed;
  const kept = toRequiredComment(reason);
  if (!kept.ok) return kept;

  const { waiting, by } = allowed.value;
  const [role] = waiting.awaiting;
  const rejection: Rejection = { role, by, at: acting.at, reason: kept.value };
  const { awaiting: _, ...rest } = waiting;
  const statusCd = rejectedBy(role);
  const step = nextStep(waiting, statusCd, acting.at, kept.value);
  const rejected = { ...rest, statusCd, version: step.version, lastRejection: rejection };
  return accepted({
    packet: rejected,
    events: [
      {
        type: 'packet-rejected',
        ...step,
        by,
        role,
        packet: rejected,
        content: signedOn(waiting, role, acting),
      },
    ],
  });
};
