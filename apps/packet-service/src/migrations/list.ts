import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreatePacketSchema } from './0001-create-packet.ts';
import { TakeUnknownWriteOffStatus } from './0002-take-unknown-write-off-status.ts';
import { NoteBeginnings } from './0003-note-beginnings.ts';
import { ResendStates } from './0004-resend-states.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [
  CreatePacketSchema,
  TakeUnknownWriteOffStatus,
  NoteBeginnings,
  ResendStates,
];
