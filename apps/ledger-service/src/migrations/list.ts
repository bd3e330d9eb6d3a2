import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateLedgerSchema } from './0001-create-ledger.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateLedgerSchema];
