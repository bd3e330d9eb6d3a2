import type { Written } from '../mails/render.ts';

/** A mail to one person about one event, to be sent when it is due. */
export type NewDelivery = {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly template: string;
  readonly recipientId: string;
  readonly recipientName: string;
  readonly aboutKind: 'packet' | 'case';
  readonly aboutId: string;
  readonly mail: Written;
  readonly dueAt: Date;
  readonly createdAt: Date;
};

/** A delivery that this sender alone may send until its lease ends. */
export type Leased = Omit<NewDelivery, 'eventType' | 'dueAt' | 'createdAt'> & {
  readonly attempts: number;
  /** As the directory has it now; null for somebody who has left. */
  readonly address: string | null;
};

export type Ending = {
  readonly state: 'sent' | 'failed' | 'unknown';
  readonly sentWith: string;
  readonly address: string | null;
  readonly reply: string | null;
  readonly error: string | null;
};

/** Longer than the slowest conversation with a mail server: a mail whose lease ends is sent again. */
export const leaseMinutes = 5;

/** Who gets which mail, and what became of it. */
export type Deliveries = {
  /** Keeps one delivery for each event, recipient and template, in the transaction under way. */
  readonly keep: (deliveries: readonly NewDelivery[]) => Promise<void>;
  /** A sender died with these on their way: each goes once more, and after that nobody knows what became of it. */
  readonly releaseExpired: (at: Date) => Promise<void>;
  /** Takes deliveries that are due, and with each of a bundled template all others of it to the same person. */
  readonly leaseDue: (bundled: readonly string[], at: Date, limit: number) => Promise<readonly Leased[]>;
  /**
   * Says of those that are still on their way how the sending ended, and publishes it unless nobody knows whether the mail has
   * come.
   */
  readonly end: (batch: readonly Leased[], ending: Ending, at: Date) => Promise<void>;
  readonly postpone: (batch: readonly Leased[], error: string, until: Date) => Promise<void>;
};
