import type { Result } from '@recoup/domain/result';
import type { EntityMapping } from '../domain/registry/legal-entity.ts';
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

/** What the general ledger takes by one version of its mapping. The same journal and version make the same bytes. */
export type GlMapped = {
  /** Null where our own names are taken, or nobody has decided a mapping yet. */
  readonly version: number | null;
  /** Under which name a posting key knows an entity. */
  readonly subsidiaryOf: (entity: string) => string;
  /** What of an entity it can take; null while that is nothing. */
  readonly mappedFor: (entity: string) => EntityMapping | null;
  /** Whether its documents clear invoices that live in the general ledger, so that a journal must name them. */
  readonly clearsInvoices: boolean;
  /** One document, or several that each balance where one would have too many lines; `keyOf` counts them from 1. */
  readonly documentsOf: (
    journal: GlJournal,
    keyOf: (part: number) => string,
  ) => Result<readonly GlDocument[], GlBodyRefusal>;
};

/** Makes the documents that the general ledger gets. */
export type GlBodies = {
  /** By the version that holds when it is asked. */
  readonly mappedNow: () => Promise<GlMapped>;
  /** A journal that mirrors what was sent, not what the mapping would say today. */
  readonly recoveryOf: (writeOff: GlDocument, recovery: GlRecovery) => GlDocument;
};
