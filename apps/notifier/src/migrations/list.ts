import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateNotifier } from './0001-create-notifier.ts';
import { AddDiscards } from './0002-add-discards.ts';
import { TendMessageTables } from './0003-tend-message-tables.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateNotifier, AddDiscards, TendMessageTables];
