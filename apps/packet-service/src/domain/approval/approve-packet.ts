import { accepted, type Result, refused } from '@recoup/domain/result';
import { toComment } from '../comment-text.ts';
import type { Approval, ApprovedPacket, Packet, WaitingPacket } from '../packet/packet.ts';
import { type Change, nextStep } from '../packet/packet-event.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';
import { stageApprovedBy } from '../packet/packet-status.ts';
import { mayDecide } from '../packet/rights.ts';
import type { SigningContext } from '../people/act-context.ts';
import { eventDatesOf } from './event-dates.ts';
import { signedOn } from './signed-on.ts';

/**
 * Signs a waiting packet for the role that is due. The last signature of the route writes its own code and then APPROVED, on which
 * the ledger executes (ruling 2): two entries of the history and two versions. It asks for a sign-in of late, since nothing stands
 * between it and the books.
 */
export const approvePacket = (
  packet: Packet,
  comment: string | null,
  acting: SigningContext,
): Result<Change<WaitingPacket | ApprovedPacket>, PacketRefusal> => {
  const allowed = mayDecide(packet, acting);
  if (!allowed.ok) return allowed;
  const { waiting, by } = allowed.value;
  const kept = toComment(comment);
  if (!kept.ok) return kept;

  const [role, next, ...later] = waiting.awaiting;
  const { signIn, signInWithinSeconds } = acting;
  if (!next && (signIn.ageSeconds === null || signIn.ageSeconds > signInWithinSeconds))
    return refused({ reason: 'sign-in-too-old', withinSeconds: signInWithinSeconds });
  const statusCd = stageApprovedBy(role);
  const step = nextStep(waiting, statusCd, acting.at, kept.value);
  const { version } = step;
  const approval: Approval = { role, by, at: acting.at, on: acting.today, comment: kept.value, version };
  const approvals = [...waiting.approvals, approval] as const;
  const stage = {
    type: 'packet-stage-approved',
    ...step,
    by,
    role,
    content: signedOn(waiting, role, acting),
  } as const;

  if (next) {
    const signed: WaitingPacket = {
      ...waiting,
      statusCd,
      version: step.version,
      approvals,
      awaiting: [next, ...later],
    };
    return accepted({ packet: signed, events: [{ ...stage, packet: signed }] });
  }
  const execute = nextStep({ version: step.version, statusCd }, 'APPROVED', acting.at, null);
  const { awaiting: _, ...rest } = waiting;
  const [first = approval, ...others] = approvals;
  const approved: ApprovedPacket = {
    ...rest,
    statusCd: 'APPROVED',
    version: execute.version,
    approvals: [first, ...others],
  };
  return accepted({
    packet: approved,
    events: [
      { ...stage, packet: approved },
      {
        type: 'packet-approved',
        ...execute,
        by: null,
        role: null,
        packet: approved,
        eventDates: eventDatesOf(waiting, acting),
      },
    ],
  });
};
