import { addLines } from '../../domain/packet/add-lines.ts';
import { removeLines, setLines } from '../../domain/packet/edit-lines.ts';
import type { LineEdit } from '../../domain/packet/packet-content.ts';
import type { ReceivableId } from '../../domain/packet/receivable.ts';
import type { Criterion } from '../../domain/submission/eligibility.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

type OnReceivables = OnPacket & { readonly receivableIds: readonly ReceivableId[] };
export type AddReceivables = OnReceivables & {
  readonly criterion: Criterion | null;
  readonly usePacketDocument: boolean;
};
export type SetCriteria = OnReceivables & { readonly edit: LineEdit };

export const addReceivables =
  (packets: PacketStore, clock: Clock) =>
  ({ receivableIds, criterion, usePacketDocument, ...on }: AddReceivables) =>
    packets.extend(attempt(on, 'EDIT', clock), receivableIds, (packet, content, candidates, acting) =>
      addLines(packet, content, candidates, { criterion, usePacketDocument }, acting),
    );

export const removeReceivables =
  (packets: PacketStore, clock: Clock) =>
  ({ receivableIds, ...on }: OnReceivables) =>
    packets.changeContent(attempt(on, 'EDIT', clock), (packet, content, acting) =>
      removeLines(packet, content, receivableIds, acting),
    );

export const setCriteria =
  (packets: PacketStore, clock: Clock) =>
  ({ receivableIds, edit, ...on }: SetCriteria) =>
    packets.changeContent(attempt(on, 'EDIT', clock), (packet, content, acting) =>
      setLines(packet, content, receivableIds, edit, acting),
    );
