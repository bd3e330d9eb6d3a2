import type { Result } from '@recoup/domain/result';
import type { GlDocument, GlJournal } from './general-ledger.ts';

/** One name of ours for which the general ledger's mapping has no id. */
export type GlMissing = {
  readonly what:
    | 'subsidiary'
    | 'currency'
    | 'account'
    | 'customer'
    | 'vendor'
    | 'department'
    | 'invoice'
    | 'item';
  readonly name: string;
};

export type GlBodyRefusal =
  | { readonly reason: 'mapping-missing'; readonly missing: readonly GlMissing[] }
  | { readonly reason: 'out-of-balance' | 'amount-too-large' };

/** What a recovery says otherwise than the write-off that it takes back. */
export type GlRecovery = {
  readonly externalId: string;
  readonly accountingDate: string;
  readonly memo: string;
};

/** Makes the documents that the general ledger gets. The same journal and mapping make the same bytes. */
export type GlBodies = {
  /** One document, or several that each balance where one would have too many lines; `keyOf` counts them from 1. */
  readonly documentsOf: (
    journal: GlJournal,
    keyOf: (part: number) => string,
  ) => Result<readonly GlDocument[], GlBodyRefusal>;
  /** The mirror of what was sent, not of what the mapping would say today. */
  readonly recoveryOf: (writeOff: GlDocument, recovery: GlRecovery) => GlDocument;
};
