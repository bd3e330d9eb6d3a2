export type GlReport = {
  readonly packetId: string;
  readonly externalId: string;
  /** WRITE_OFF, RECOVERY, or what a later release of the ledger says. */
  readonly kind: string;
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
  /** No general ledger outside gets documents of a packet. */
  readonly noneComes: (packetId: string) => Promise<void>;
};
