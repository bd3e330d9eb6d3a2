import { accepted, type Result, refused } from '@recoup/domain/result';
import { eventDatesOf } from '../approval/event-dates.ts';
import { toRequiredComment } from '../comment-text.ts';
import type { CompletePacket, Packet, RecoveredPacket, RecoveryKind } from '../packet/packet.ts';
import { type Change, nextStep } from '../packet/packet-event.ts';
import type { DatedBeforeWriteOff, PacketRefusal } from '../packet/packet-refusal.ts';
import { needsRole } from '../packet/rights.ts';
import type { DatedActContext } from '../people/act-context.ts';
import { isSameHuman } from '../people/person.ts';

/**
 * Asks for the whole packet to be recovered (requirement W9, ruling 16). It stays COMPLETE until the ledger has reversed it; a
 * second request is refused. An approved packet is executed exactly when it is complete, so APPROVED answers that it is not executed
 * yet. Who signed the write-off does not also take it back (definition D15). It needs a reason (practice 18). Nothing is taken back on
 * a day before it was written off.
 */
export const requestRecovery = (
  packet: Packet,
  { kind, reason }: { readonly kind: RecoveryKind; readonly reason: string | null },
  acting: DatedActContext,
): Result<Change<CompletePacket>, PacketRefusal> => {
  const allowed = needsRole(acting, 'CLIENT_ACCOUNTING', packet.scopeKeys);
  if (!allowed.ok) return allowed;
  if (packet.statusCd === 'APPROVED') return refused({ reason: 'not-executed' });
  if (packet.statusCd !== 'COMPLETE') return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  if (packet.recovery) return refused({ reason: 'recovery-under-way' });
  const by = allowed.value;
  if (packet.approvals.some((approval) => isSameHuman(acting.person, approval.by.id))) {
    return refused({ reason: 'signed-this-packet' });
  }
  const kept = toRequiredComment(reason);
  if (!kept.ok) return kept;

  const early = earlier(packet, acting);
  if (early.length > 0) return refused({ reason: 'date-before-write-off', entities: early });

  const step = nextStep(packet, 'COMPLETE', acting.at, kept.value);
  const requested = {
    ...packet,
    version: step.version,
    recovery: { by, at: acting.at, kind, reason: kept.value },
  };
  return accepted({
    packet: requested,
    events: [
      {
        type: 'packet-recovery-requested',
        ...step,
        by,
        role: 'CLIENT_ACCOUNTING',
        packet: requested,
        eventDates: eventDatesOf(packet, acting),
      },
    ],
  });
};

/** The entities in which the day of the act is before the one on which the write-off counts. */
const earlier = (
  { execution }: CompletePacket,
  { dateIn }: DatedActContext,
): readonly DatedBeforeWriteOff[] =>
  execution.writtenOffOn
    .map(({ entity, date: writtenOffOn }) => ({ entity, date: dateIn(entity), writtenOffOn }))
    .filter(({ date, writtenOffOn }) => date < writtenOffOn);

/** The ledger's word that every line was reversed: the packet is recovered and its receivables are free (rulings 9, 16). */
export const recordRecovery = (
  packet: Packet,
  recoveredAt: Date,
  at: Date,
): Result<Change<RecoveredPacket>, PacketRefusal> => {
  if (packet.statusCd !== 'COMPLETE' || !packet.recovery) {
    return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  }
  const step = nextStep(packet, 'RECOVERED', at, null);
  const recovered: RecoveredPacket = {
    ...packet,
    statusCd: 'RECOVERED',
    version: step.version,
    recovery: packet.recovery,
    recoveredAt,
  };
  return accepted({
    packet: recovered,
    events: [{ type: 'packet-recovered', ...step, by: null, role: null, packet: recovered }],
  });
};

/** The ledger could not recover it: the packet stays complete with the reason in its history, and may be asked for again. */
export const recordRefusedRecovery = (
  packet: Packet,
  { code, why }: { readonly code: string; readonly why: string },
  at: Date,
): Result<Change<CompletePacket>, PacketRefusal> => {
  if (packet.statusCd !== 'COMPLETE' || !packet.recovery)
    return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  const step = nextStep(packet, 'COMPLETE', at, why);
  const complete: CompletePacket = { ...packet, version: step.version, recovery: null };
  return accepted({
    packet: complete,
    events: [{ type: 'packet-recovery-refused', ...step, by: null, role: null, packet: complete, code }],
  });
};
