import { createHash } from 'node:crypto';

const urlNamespace = '6ba7b8119dad11d180b400c04fd430c8';

/** The UUID, of version 5 (RFC 9562), that belongs to a posting key. */
export const idempotencyKey = (externalId: string): string => {
  const hash = createHash('sha1')
    .update(Buffer.from(urlNamespace, 'hex'))
    .update(externalId)
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
