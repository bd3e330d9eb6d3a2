/** Where a document for the general ledger stands. */
export type GlDocumentState =
  /** Waits for its turn. */
  | 'PENDING'
  /** Is being sent; after its time, by a sender that died. */
  | 'SENDING'
  /** May have arrived; only a look-up shows. */
  | 'UNKNOWN'
  /** Handed over as a file, and not acknowledged yet. */
  | 'EXPORTED'
  | 'POSTED'
  /** Stands there without effect until somebody approves it there. */
  | 'AWAITING_APPROVAL'
  /** Something else stands under its key. */
  | 'HELD'
  /** Refused, and shown not to be there. */
  | 'REJECTED'
  /** Given up together with the one that follows it, by two persons. */
  | 'CANCELLED'
  /** Entered there by hand, which two persons say. */
  | 'POSTED_BY_HAND';

const moves: Readonly<Record<GlDocumentState, readonly GlDocumentState[]>> = {
  PENDING: ['SENDING', 'CANCELLED'],
  SENDING: [
    ...(['SENDING', 'PENDING', 'UNKNOWN', 'AWAITING_APPROVAL', 'POSTED', 'HELD', 'REJECTED'] as const),
    'EXPORTED',
  ],
  UNKNOWN: ['SENDING'],
  AWAITING_APPROVAL: ['SENDING'],
  EXPORTED: ['SENDING'],
  HELD: ['PENDING', 'POSTED_BY_HAND'],
  REJECTED: ['PENDING', 'CANCELLED', 'POSTED_BY_HAND'],
  POSTED: [],
  POSTED_BY_HAND: [],
  CANCELLED: [],
};

export const mayBecome = (from: GlDocumentState, to: GlDocumentState): boolean => moves[from].includes(to);

/** A document that follows another is sent only when that one stands in the general ledger: no recovery before its write-off. */
export const maySend = (before: GlDocumentState | null): boolean =>
  before === null || before === 'POSTED' || before === 'POSTED_BY_HAND';

/** What two GL accountants may do with a document that nobody else can move on. */
export const glActions = ['RELEASE', 'CANCEL', 'POSTED_BY_HAND'] as const;
export type GlAction = (typeof glActions)[number];

/** What becomes of the document. */
export const stateAfter: Readonly<Record<GlAction, GlDocumentState>> = {
  RELEASE: 'PENDING',
  CANCEL: 'CANCELLED',
  POSTED_BY_HAND: 'POSTED_BY_HAND',
};

export type GlActionRefusal = 'wrong-state' | 'not-recovered';

/**
 * Whether two persons may do this. A write-off that the general ledger refused is given up only together with its recovery: alone, the
 * general ledger would lack it for ever.
 */
export const refuseAction = (
  action: GlAction,
  state: GlDocumentState,
  followedBy: GlDocumentState | null,
): GlActionRefusal | undefined => {
  const stuck = state === 'HELD' || state === 'REJECTED';
  if (!(stuck && mayBecome(state, stateAfter[action]))) return 'wrong-state';
  return action === 'CANCEL' && followedBy !== 'PENDING' ? 'not-recovered' : undefined;
};
