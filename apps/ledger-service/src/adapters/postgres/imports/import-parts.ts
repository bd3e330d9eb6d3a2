import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import type { LedgerLog } from '../log/ledger-log.ts';

/** What imports stand on. */
export type ImportParts = {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly log: LedgerLog;
  readonly now: () => Date;
  readonly todayIn: (timeZone: string) => string;
};
