import { createHash } from 'node:crypto';
import type { ExportedEntry } from './log-chain.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const field = (text: string) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
const seal = (seq: number, ...rest: readonly Buffer[]) => {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return sha256(Buffer.concat([Buffer.of(2), number, ...rest]));
};

/** An entry as it is exported once its bytes are purged. */
export const purgedBy = (by: string, entry: ExportedEntry): ExportedEntry => ({
  ...{ ...entry, bytes: null },
  purge: { by, at: '2026-05-01T08:00:00.000Z', reason: 'request 17' },
});

/** The sealed log of a ledger in which these people did something, one after another, as it is exported; and the head after it. */
export const anExport = (
  actors: readonly string[],
  ledgerId = 'recoup',
): { readonly entries: readonly ExportedEntry[]; readonly head: string } => {
  let head = seal(0, field(ledgerId));
  const entries = actors.map((actor, index) => {
    const payload = Buffer.from('{"total":"100.00"}');
    const times = ['2026-03-31T10:00:00.000Z', '2026-03-31T10:00:00.125Z'] as const;
    const fields = [ledgerId, `event-${index}`, 'write-off.executed', '1', actor, ...times];
    const leaf = sha256(Buffer.concat([Buffer.of(0), ...fields.map(field), sha256(payload)]));
    const entry = {
      seq: String(index + 1),
      eventId: `event-${index}`,
      ledgerId,
      type: 'write-off.executed',
      schemaVersion: 1,
      actor,
      occurredAt: times[0],
      recordedAt: times[1],
      bytesHash: sha256(payload).toString('hex'),
      bytes: payload.toString('base64'),
      purge: null,
      leafHash: leaf.toString('hex'),
      prevHash: head.toString('hex'),
    };
    head = seal(index + 1, leaf, head);
    return entry;
  });
  return { entries, head: head.toString('hex') };
};
