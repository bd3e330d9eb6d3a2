import { commentOn } from '../../domain/packet/comment.ts';
import type { ReceivableId } from '../../domain/packet/receivable.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

export type WriteComment = OnPacket & { readonly receivableId: ReceivableId | null; readonly text: string };

export const writeComment =
  (packets: PacketStore, clock: Clock) =>
  ({ receivableId, text, ...on }: WriteComment) =>
    packets.comment(attempt(on, 'COMMENT', clock), (content, acting) =>
      commentOn(content, receivableId, text, acting),
    );
