import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreateLedger } from './0001-create-ledger.ts';
import { CreateWriteOffs } from './0002-create-write-offs.ts';
import { AddHistory } from './0003-add-history.ts';
import { AddDiscards } from './0004-add-discards.ts';
import { AskSecondPerson } from './0005-ask-second-person.ts';
import { TendMessageTables } from './0006-tend-message-tables.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [
  CreateLedger,
  CreateWriteOffs,
  AddHistory,
  AddDiscards,
  AskSecondPerson,
  TendMessageTables,
];
