import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';

/** The canonical form of what JSON can hold; members without a value are left out, as JSON leaves them out. */
export const canonicalForm = (value: unknown): string =>
  canonicalJson(JSON.parse(JSON.stringify(value)) as CanonicalValue);

type Content = {
  readonly kind: string;
  readonly subject: string | null;
  readonly payload: unknown;
  readonly before: unknown;
  readonly validFrom: string | null;
};

/** The text that is hashed of what is proposed; it is kept beside it, so that nobody has to make it again to prove the hash. */
export const hashedText = ({ kind, subject, payload, before, validFrom }: Content): string =>
  canonicalForm({ kind, subject, payload, before, validFrom });

/** SHA-256 in hex of what is proposed, so that an event and the ledger's log can name it without repeating it. */
export const contentHashOf = (content: Content): string =>
  createHash('sha256').update(hashedText(content)).digest('hex');
