import type { Currency } from '@recoup/domain/currency';
import { zero } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Criterion } from '../eligibility/eligibility.ts';
import type { PacketName } from '../packet-name/name-key.ts';
import type { ActContext } from '../people/act-context.ts';
import { type Party, scopeKeysOf } from '../receivable/receivable.ts';
import { type Candidate, type LineChoice, takenIn } from './add-lines.ts';
import type { DraftPacket, PacketId } from './packet.ts';
import { type Change, contributorsAfter } from './packet-event.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { needsRole } from './rights.ts';

export type NewPacket = LineChoice & {
  readonly id: PacketId;
  readonly name: PacketName;
  /** The client of a packet that starts empty; otherwise that of its first receivable. */
  readonly client: Party | null;
  /** The currency of a packet that starts empty; the first receivable added to it replaces it. */
  readonly currency: Currency;
  readonly defaultCriterion: Criterion | null;
  readonly candidates: readonly Candidate[];
};

/** Starts a draft from selected receivables of one client, or an empty one for a client (requirement W3). */
export const startDraft = (
  asked: NewPacket,
  acting: ActContext,
): Result<Change<DraftPacket>, PacketRefusal> => {
  const client = asked.client ?? asked.candidates[0]?.receivable.client;
  if (!client) return refused({ reason: 'client-unknown' });
  const scopeKeys = scopeKeysOf(
    client.id,
    asked.candidates.map(({ receivable }) => receivable),
  );
  const allowed = needsRole(acting, 'CLIENT_ACCOUNTING', scopeKeys);
  if (!allowed.ok) return allowed;

  const by = allowed.value;
  const empty: DraftPacket = {
    id: asked.id,
    version: 1,
    statusCd: 'DRAFT',
    name: asked.name,
    client,
    currency: asked.currency,
    defaultCriterion: asked.defaultCriterion,
    createdBy: by,
    createdAt: acting.at,
    contributors: contributorsAfter([], { type: 'packet-created', by }),
    scopeKeys: scopeKeysOf(client.id, []),
    receivableCount: 0,
    totalCommission: zero(asked.currency),
    round: 0,
    lastRejection: null,
    submission: null,
  };
  const taken = takenIn(empty, { lines: [], documents: [] }, asked.candidates, asked);
  if (!taken.ok) return taken;

  const { packet, lines } = taken.value;
  return accepted({
    packet,
    events: [
      {
        type: 'packet-created',
        version: 1,
        from: null,
        to: 'DRAFT',
        by,
        role: 'CLIENT_ACCOUNTING',
        comment: null,
        at: acting.at,
        packet,
        content: { lines },
      },
    ],
  });
};
