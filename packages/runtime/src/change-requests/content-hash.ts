import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import type { ChangeRequest } from './change-request-rows.ts';

/** The canonical form of what JSON can hold; members without a value are left out, as JSON leaves them out. */
export const canonicalForm = (value: unknown): string =>
  canonicalJson(JSON.parse(JSON.stringify(value)) as CanonicalValue);

/** SHA-256 in hex of what is proposed, so that an event and the ledger's log can name it without repeating it. */
export const contentHashOf = ({
  kind,
  subject,
  payload,
  before,
  validFrom,
}: Pick<ChangeRequest, 'kind' | 'subject' | 'payload' | 'before' | 'validFrom'>): string =>
  createHash('sha256').update(canonicalForm({ kind, subject, payload, before, validFrom })).digest('hex');
