import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateNotifierSchema } from './0001-create-notifier.ts';
import { NoteBeginnings } from './0002-note-beginnings.ts';
import { ResendStates } from './0003-resend-states.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateNotifierSchema, NoteBeginnings, ResendStates];
