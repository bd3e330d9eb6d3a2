import type { Decided, GlAction } from '../domain/general-ledger/gl-document.ts';
import type { GlDocument, GlStanding } from './general-ledger.ts';

/** A document that two persons decide about. */
export type StuckDocument = Decided & {
  readonly glDocumentId: string;
  readonly entity: string;
  /** Null where it was never made. */
  readonly document: GlDocument | null;
};

export type GlResolutions = {
  readonly find: (glDocumentId: string) => Promise<StuckDocument | undefined>;
  /** Finds it, and nobody else moves it or what follows it until the transaction ends. */
  readonly lock: (glDocumentId: string) => Promise<StuckDocument | undefined>;
  /** Whether a document of the general ledger stands for another posting already. */
  readonly standsForAnother: (glDocumentId: string, documentId: string) => Promise<boolean>;
  /** Moves it on as two persons decided; whatever follows a document that is given up is given up with it. */
  readonly resolve: (
    glDocumentId: string,
    action: GlAction,
    reason: string,
    standing: GlStanding | null,
  ) => Promise<void>;
};
