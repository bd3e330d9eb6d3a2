import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';
import type { LedgerLog } from '../log/ledger-log.ts';

export type BooksParts = {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly log: LedgerLog;
  readonly now: () => Date;
  /** Makes what the general ledger gets. */
  readonly bodies: GlBodies;
};
