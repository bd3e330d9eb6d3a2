import type { Side } from '@recoup/domain/sides';
import type { PostedRole } from '../domain/books/account-role.ts';
import type { GlStep } from '../domain/general-ledger/gl-document.ts';
import type { RecoveryKind } from '../domain/packet/recovery-kind.ts';

/** A journal of our books on its way to the general ledger, in our words. */
export type GlJournal = {
  readonly externalId: string;
  readonly kind: 'WRITE_OFF' | RecoveryKind;
  readonly packetId: string;
  /** What people find it by: the bytes are made before the receipt has a number. */
  readonly packetName: string;
  readonly entity: string;
  readonly currency: string;
  readonly accountingDate: string;
  readonly lines: readonly GlLine[];
  /** Which invoices of the general ledger the journal clears, where invoices live there at all. */
  readonly cleared?: readonly GlCleared[];
};

export type GlCleared = {
  readonly customerNumber: string;
  /** Number of ours, and the id of the invoice in the general ledger, if its source gave one. */
  readonly invoiceNumber: string;
  readonly invoiceReference: string | null;
  /** What the invoice loses, by the account that bears it. */
  readonly parts: readonly {
    readonly account: PostedRole;
    readonly side: Side;
    readonly department: string;
    readonly clientNumber: string;
    readonly amountMinor: bigint;
  }[];
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

/** In which shape a body is written: the general ledger may be another one by the time that it is taken back. */
export const glFormats = ['NETSUITE', 'FILES'] as const;
export type GlFormat = (typeof glFormats)[number];

/** A document under its key, made once: its bytes are kept, sent and compared as they are, whatever the mapping says later. */
export type GlDocument = {
  readonly externalId: string;
  readonly step: GlStep;
  readonly currency: string;
  /** What it writes off or takes back, in minor units; nothing where it only applies what another document did. */
  readonly totalMinor: bigint;
  readonly format: GlFormat;
  readonly body: Uint8Array;
  /** Of a credit memo: the journal entry that it amounts to, in the same accounts. A recovery mirrors that; no memo is ever voided. */
  readonly asJournal?: Uint8Array;
  /** How often two persons released it; what answered an earlier sending says nothing of this one. */
  readonly released?: number;
};

export type GlError = { readonly code: string; readonly detail: string; readonly path: string | null };

/** A document that stands in the general ledger, with the number and period that it was given there. */
export type GlStanding = {
  readonly documentId: string;
  readonly tranId: string | null;
  readonly postingPeriod: string | null;
};

export type GlStood =
  | ({ readonly kind: 'posted' } & GlStanding)
  /** It stands there without effect until somebody in the general ledger approves it. */
  | ({ readonly kind: 'awaiting-approval' } & GlStanding)
  /** What stands under the key is not what we would send, or counts for nothing there: a person must look. */
  | { readonly kind: 'different'; readonly documentId: string; readonly difference: string };

export type GlUnclear =
  /** Only a later look-up will show. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** The call was surely not made: it is evidence of nothing. */
  | { readonly kind: 'not-sent'; readonly reason: string };

export type GlOutcome =
  | GlStood
  | GlUnclear
  /** Refused, and a look-up found nothing. */
  | { readonly kind: 'rejected'; readonly errors: readonly GlError[] }
  /** This sending was refused; whether something stands there is not known. */
  | { readonly kind: 'refused-unseen'; readonly errors: readonly GlError[]; readonly reason: string }
  /** Handed over as a file, whose acknowledgement is to come. */
  | { readonly kind: 'exported'; readonly file: string };

type Absent = { readonly kind: 'absent' };
export type GlFound = Exclude<GlOutcome, { kind: 'refused-unseen' }> | Absent;
export type GlEntered = GlStood | GlUnclear | Absent;

/** The books outside. */
export type GeneralLedger = {
  readonly find: (document: GlDocument) => Promise<GlFound>;
  /** Compares with what stands there under another number, entered by hand; its key is not compared. */
  readonly findEntered: (document: GlDocument, documentId: string) => Promise<GlEntered>;
  /** Sends a document that `find` did not see. A lost answer is `unknown`, never a second send. */
  readonly post: (document: GlDocument) => Promise<GlOutcome>;
};
