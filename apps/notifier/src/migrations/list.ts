import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateNotifierSchema } from './0001-create-notifier.ts';
import { ResendStates } from './0002-resend-states.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateNotifierSchema, ResendStates];
