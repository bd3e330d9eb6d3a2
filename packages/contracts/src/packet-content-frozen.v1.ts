import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { currency, growing, linesPerPart, sideAmounts } from './values.ts';

/** One receivable of a packet as it was frozen: open amounts per side and the criterion it is written off under. */
export const packetLine = z.object({
  receivableId: z.uuid(),
  accountId: z.uuid(),
  entity: z.string(),
  department: z.string(),
  deal: z.string(),
  invoiceNumber: z.string(),
  currency,
  sides: sideAmounts,
  criterion: growing(['AGED', 'UNCOLLECTIBLE', 'BANKRUPTCY', 'AGENT_REQUEST']),
});
export type PacketLine = z.infer<typeof packetLine>;

/**
 * One part of a packet's lines, published at submission in order of receivable id. `contentHash` is the SHA-256 (hex) of
 * the canonical JSON (RFC 8785) of all lines of all parts in one array.
 */
export const PacketContentFrozenV1 = contract(
  'recoup.packet.content-frozen.v1',
  topics.packets,
  z.object({
    packetId: z.uuid(),
    round: z.int().positive(),
    contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    part: z.int().positive(),
    parts: z.int().positive(),
    lines: z.array(packetLine).max(linesPerPart),
  }),
);
