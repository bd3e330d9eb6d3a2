import { accepted, type Result, refused } from '@recoup/domain/result';
import { toRequiredComment } from '../comment-text.ts';
import { type ActContext, refOf } from '../people/act-context.ts';
import type { PersonRef } from '../people/person.ts';
import type { ReceivableId } from '../receivable/receivable.ts';
import type { PacketContent } from './packet-content.ts';
import type { PacketRefusal } from './packet-refusal.ts';

/**
 * A justification or remark, on one receivable or on the packet. A later one does not replace it: the store numbers the versions of
 * each receivable's comment and keeps them all (requirement W8). It is no content, so it may be written in every state.
 */
export type Comment = {
  readonly receivableId: ReceivableId | null;
  readonly text: string;
  readonly by: PersonRef;
  readonly at: Date;
};

export const commentOn = (
  content: PacketContent,
  receivableId: ReceivableId | null,
  text: string,
  acting: ActContext,
): Result<Comment, PacketRefusal> => {
  const kept = toRequiredComment(text);
  if (!kept.ok) return kept;
  if (receivableId && !content.lines.some(({ receivable }) => receivable.id === receivableId)) {
    return refused({
      reason: 'receivable-refused',
      receivables: [{ receivableId, because: 'not-in-packet' }],
    });
  }
  return accepted({ receivableId, text: kept.value, by: refOf(acting.person), at: acting.at });
};
