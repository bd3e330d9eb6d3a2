export type GlReport = {
  readonly packetId: string;
  readonly externalId: string;
  /** WRITE_OFF, RECOVERY, or what a later release of the ledger says. */
  readonly kind: string;
  /** JOURNAL, APPLICATION, CREDIT_MEMO, or what a later release says. */
  readonly step: string;
  /** How many more documents came of this one than were announced. */
  readonly furtherCount: number;
  readonly status:
    | 'POSTED'
    | 'REJECTED'
    | 'UNKNOWN'
    | 'HELD'
    | 'AWAITING_APPROVAL'
    | 'CANCELLED'
    | 'EXPORTED'
    | 'POSTED_BY_HAND';
  readonly documentId: string | null;
  readonly detail: string | null;
  readonly at: string;
};

/** A later report on the same document takes the place of the earlier one. */
export type GlReports = {
  readonly keep: (report: GlReport) => Promise<void>;
  /** So many documents of a packet go to a general ledger outside, beside those that were announced before. */
  readonly announce: (packetId: string, documentCount: number) => Promise<void>;
};
