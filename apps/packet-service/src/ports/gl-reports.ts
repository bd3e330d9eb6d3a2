export type GlReport = {
  readonly packetId: string;
  readonly externalId: string;
  readonly kind: 'WRITE_OFF' | 'RECOVERY';
  readonly status: 'POSTED' | 'REJECTED' | 'UNKNOWN';
  readonly documentId: string | null;
  readonly detail: string | null;
  readonly at: string;
};

/** A later report on the same document takes the place of the earlier one. */
export type GlReports = { readonly keep: (report: GlReport) => Promise<void> };
