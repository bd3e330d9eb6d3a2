import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateLedgerSchema } from './0001-create-ledger.ts';
import { NoteBeginnings } from './0002-note-beginnings.ts';
import { ResendStates } from './0003-resend-states.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateLedgerSchema, NoteBeginnings, ResendStates];
