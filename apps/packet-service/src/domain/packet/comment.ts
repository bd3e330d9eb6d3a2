import { accepted, type Result, refused } from '@recoup/domain/result';
import { toRequiredComment } from '../comment-text.ts';
import { type ActContext, refOf } from '../people/act-context.ts';
import { approverRoles, holdsRoleFor, type PersonRef, type Role } from '../people/person.ts';
import type { ReceivableId } from '../receivable/receivable.ts';
import type { Packet } from './packet.ts';
import type { PacketContent } from './packet-content.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import type { PacketStatusCode } from './packet-status.ts';

/**
 * A justification or remark, on one receivable or on the packet. A later one does not replace it: the store numbers the versions of
 * each receivable's comment and keeps them all (requirement W8). It is no content, so it may be written in every state.
 */
export type Comment = {
  readonly receivableId: ReceivableId | null;
  readonly text: string;
  readonly by: PersonRef;
  readonly at: Date;
  /** How the packet stood when it was written. */
  readonly statusCd: PacketStatusCode;
  readonly packetVersion: number;
};

const writers: readonly Role[] = ['CLIENT_ACCOUNTING', 'CASE_OWNER', 'COLLECTIONS_LEAD'];

/**
 * Justifies or remarks. The packet's accountants may, the approvers of its route, and whoever collects what is in it; a packet that was
 * never submitted has no route yet (practice 13).
 */
export const commentOn = (
  packet: Packet,
  content: PacketContent,
  receivableId: ReceivableId | null,
  text: string,
  acting: ActContext,
): Result<Comment, PacketRefusal> => {
  const { person, at, today } = acting;
  const mayWrite = [...writers, ...(packet.submission?.route ?? approverRoles)];
  if (!mayWrite.some((role) => holdsRoleFor(person, role, packet.scopeKeys, today)))
    return refused({ reason: 'may-not-comment' });
  const kept = toRequiredComment(text);
  if (!kept.ok) return kept;
  if (receivableId && !content.lines.some(({ receivable }) => receivable.id === receivableId)) {
    return refused({
      reason: 'receivable-refused',
      receivables: [{ receivableId, because: 'not-in-packet' }],
    });
  }
  const written = { statusCd: packet.statusCd, packetVersion: packet.version };
  return accepted({ receivableId, text: kept.value, by: refOf(person), at, ...written });
};
