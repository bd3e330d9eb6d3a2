/** Which of the records of a posting a document is; the later ones stand on the earlier. */
export const glSteps = ['JOURNAL', 'APPLICATION', 'CREDIT_MEMO'] as const;
export type GlStep = (typeof glSteps)[number];

/** Where a document for the general ledger stands. */
export const glDocumentStates = [
  /** Waits for its turn. */
  'PENDING',
  /** Is being sent; after its time, by a sender that died. */
  'SENDING',
  /** May have arrived; only a look-up shows. */
  'UNKNOWN',
  /** Handed over as a file, and not acknowledged yet. */
  'EXPORTED',
  'POSTED',
  /** Stands there without effect until somebody approves it there. */
  'AWAITING_APPROVAL',
  /** Something else stands under its key. */
  'HELD',
  /** Refused, and shown not to be there. */
  'REJECTED',
  /** Given up together with the one that follows it, by two persons. */
  'CANCELLED',
  /** Entered there by hand, which two persons say. */
  'POSTED_BY_HAND',
] as const;
export type GlDocumentState = (typeof glDocumentStates)[number];

const moves: Readonly<Record<GlDocumentState, readonly GlDocumentState[]>> = {
  PENDING: ['SENDING', 'CANCELLED'],
  SENDING: [
    ...(['SENDING', 'PENDING', 'UNKNOWN', 'AWAITING_APPROVAL', 'POSTED', 'HELD', 'REJECTED'] as const),
    'EXPORTED',
  ],
  UNKNOWN: ['SENDING', 'CANCELLED'],
  AWAITING_APPROVAL: ['SENDING'],
  EXPORTED: ['SENDING', 'POSTED_BY_HAND'],
  HELD: ['PENDING', 'CANCELLED', 'POSTED_BY_HAND'],
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

/** In which states of the document two persons may decide so: elsewhere it moves on by itself, or has come to its end. */
const decidedIn: Readonly<Record<GlAction, readonly GlDocumentState[]>> = {
  RELEASE: ['HELD', 'REJECTED'],
  CANCEL: ['HELD', 'REJECTED', 'UNKNOWN'],
  POSTED_BY_HAND: ['HELD', 'REJECTED', 'EXPORTED'],
};

/** A document that two persons decide about, as far as that is asked. */
export type Decided = {
  readonly state: GlDocumentState;
  /** Whether it only applies what another one did, and moves no amount by itself. */
  readonly onlyApplies: boolean;
  /** Whether it takes another one back. */
  readonly takesBack: boolean;
  /** Where the one stands that takes it back, if there is one. */
  readonly recovery: GlDocumentState | null;
};

export type GlActionRefusal = 'under-way' | 'wrong-state' | 'write-off-stands' | 'not-recovered';

/**
 * Whether two persons may do this. The document of a write-off is given up only together with its recovery, and that one never alone: the
 * general ledger would lack it for ever. An application may be given up: its amounts stand there, for somebody to apply by hand.
 */
export const refuseAction = (
  action: GlAction,
  { state, onlyApplies, takesBack, recovery }: Decided,
): GlActionRefusal | undefined => {
  if (state === 'SENDING') return 'under-way';
  if (!decidedIn[action].includes(state)) return 'wrong-state';
  if (action !== 'CANCEL' || onlyApplies) return undefined;
  if (takesBack) return 'write-off-stands';
  return recovery === 'PENDING' ? undefined : 'not-recovered';
};
