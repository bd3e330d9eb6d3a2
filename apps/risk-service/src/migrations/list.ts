import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateRisk } from './0001-create-risk.ts';
import { AddHistory } from './0002-add-history.ts';
import { ShardSyncs } from './0003-shard-syncs.ts';
import { AddDiscards } from './0004-add-discards.ts';
import { TendMessageTables } from './0005-tend-message-tables.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [
  CreateRisk,
  AddHistory,
  ShardSyncs,
  AddDiscards,
  TendMessageTables,
];
