import type { Side } from '@recoup/domain/sides';
import type { PostedRole } from '../domain/books/journal.ts';

/** A journal on its way to the general ledger, under the key that names it there. */
export type GlDocument = {
  readonly externalId: string;
  readonly kind: 'WRITE_OFF' | 'RECOVERY';
  readonly packetId: string;
  readonly packetName: string;
  /** Number of the receipt that wrote the packet off; its recovery names the same. */
  readonly receiptNo: string;
  readonly entity: string;
  readonly currency: string;
  readonly accountingDate: string;
  readonly lines: readonly GlLine[];
};

export type GlLine = {
  readonly account: PostedRole;
  readonly side: Side | null;
  readonly department: string;
  /** Number of the debtor, on receivable lines. */
  readonly customerNumber: string | null;
  /** Number of the client, on client payable lines. */
  readonly clientNumber: string | null;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
};

export type GlError = { readonly code: string; readonly detail: string; readonly path: string | null };

/** What is known about a document after a call. `unknown` means that only a later look-up will show. */
export type GlOutcome =
  | { readonly kind: 'posted'; readonly documentId: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly errors: readonly GlError[] }
  | { readonly kind: 'held'; readonly reason: string };

export type GlFound =
  | { readonly kind: 'absent' }
  | { readonly kind: 'same'; readonly documentId: string }
  | { readonly kind: 'different'; readonly documentId: string; readonly difference: string };

/** The books outside. Throws only when a call could not be made or answered at all. */
export type GeneralLedger = {
  readonly find: (document: GlDocument) => Promise<GlFound>;
  /** Sends a document that `find` did not see. A lost answer is `unknown`, never a second send. */
  readonly post: (document: GlDocument) => Promise<GlOutcome>;
};
