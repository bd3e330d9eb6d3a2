import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateNotifierSchema } from './0001-create-notifier.ts';
import { NoteBeginnings } from './0002-note-beginnings.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateNotifierSchema, NoteBeginnings];
