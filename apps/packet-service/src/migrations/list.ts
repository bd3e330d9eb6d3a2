import type { MigrationClass } from '@recoup/runtime/database/database';
import { CreatePacketSchema } from './0001-create-packet.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreatePacketSchema];
