/** What one operator asks for, and another must confirm before it is done, so that nobody resolves alone. */
export type ResolutionRequest = {
  readonly requestId: string;
  readonly deadLetterId: string;
  readonly action: 'replay' | 'discard';
  /** The sequence that a message to be discarded leaves empty, where the message does not say it itself. */
  readonly sequence: number | null;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: 'open' | 'confirmed' | 'withdrawn';
  readonly endedBy: string | null;
  readonly endedAt: string | null;
  /** Why it was withdrawn, where somebody said so. */
  readonly endedReason: string | null;
};

/** Who confirms, and which act they mean to confirm. */
export type Confirmation = {
  readonly requestId: string;
  readonly action: ResolutionRequest['action'];
  readonly operator: string;
};

export type ConfirmationRefusal = 'request-not-open' | 'another-action-requested' | 'own-request';

/**
 * Why this person may not confirm: the request has ended or is not of this dead letter, asks for something else than they
 * mean, or is their own.
 */
export const refuseConfirmation = (
  request: ResolutionRequest | undefined,
  { action, operator }: Confirmation,
): ConfirmationRefusal | undefined => {
  if (request?.state !== 'open') return 'request-not-open';
  if (request.action !== action) return 'another-action-requested';
  if (request.requestedBy === operator) return 'own-request';
  return undefined;
};
