import { PacketApprovedV1, PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { PacketContentFrozenV1, packetLine } from '@recoup/contracts/packet-content-frozen.v1';
import { topics } from '@recoup/contracts/topics';
import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import type { CanonicalValue } from '@recoup/domain/canonical-json';
import { storedCurrency } from '@recoup/domain/currency';
import { exactAmount } from '@recoup/domain/money';
import { bySide, type Side, type SideAmounts } from '@recoup/domain/sides';
import { facts, on, type Subscription } from '@recoup/runtime/inbox/subscription';
import type { Commands } from '../../application/commands.ts';
import type { ApprovedLine } from '../../domain/books/write-off.ts';
import { type RecoveryKind, recoveryKinds } from '../../domain/packet/recovery-kind.ts';

/** What the ledger does about packets: it keeps their lines, executes on approval alone, and recovers on request. */
export const packetSubscription = ({
  keepPart,
  executeWriteOff,
  recoverWriteOff,
}: Pick<Commands, 'keepPart' | 'executeWriteOff' | 'recoverWriteOff'>): Subscription =>
  facts(topics.packets, [
    on(PacketContentFrozenV1, ({ data: { packetId, contentHash, part, parts, lines } }) =>
      keepPart(packetId, contentHash, { part, parts, lines }),
    ),
    on(PacketApprovedV1, ({ data }) =>
      executeWriteOff({
        packetId: data.packetId,
        packetName: data.name,
        round: data.round,
        currency: data.currency,
        contentHash: data.contentHash,
        parts: data.parts,
        receivableCount: data.receivableCount,
        totals: sidesFrom(data.totals, data.currency),
        policyVersion: data.policyVersion,
        signatures: data.signatures,
        eventDates: datesFrom(data.eventDates),
      }),
    ),
    on(PacketRecoveryRequestedV1, ({ data }) =>
      recoverWriteOff({
        packetId: data.packetId,
        kind: recoveryKindFrom(data.kind),
        eventDates: datesFrom(data.eventDates),
      }),
    ),
  ]);

const datesFrom = (
  dates: readonly { readonly entity: string; readonly date: string }[],
): ReadonlyMap<string, CalendarDate> =>
  new Map(
    dates.flatMap(({ entity, date }) => {
      const day = toCalendarDate(date);
      return day ? [[entity, day]] : [];
    }),
  );

/** A kind that this release does not know must not be booked as another. */
const recoveryKindFrom = (text: string): RecoveryKind => {
  const kind = recoveryKinds.find((known) => known === text);
  if (!kind) throw new Error(`${text} is no kind of recovery that this ledger knows`);
  return kind;
};

export const readLine = (line: CanonicalValue): ApprovedLine => {
  const { receivableId, invoiceNumber, currency, sides } = packetLine.parse(line);
  return { receivableId, invoiceNumber, approved: sidesFrom(sides, currency) };
};

const sidesFrom = (texts: Readonly<Record<Side, string>>, code: string): SideAmounts => {
  const currency = storedCurrency(code);
  return bySide((side) => exactAmount(texts[side], currency).minor);
};
