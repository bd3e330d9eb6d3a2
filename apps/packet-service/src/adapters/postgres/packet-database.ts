import type { DatabaseOptions } from '@recoup/runtime/database/database';
import { migrationsIn } from '@recoup/runtime/database/migrations';
import { PacketRow } from './packets/packet-row.ts';

const migrations = await migrationsIn(new URL('../../migrations/', import.meta.url));

/** The service's schema, what it maps and the migrations that build it, in order. */
export const packetDatabase = (url: string): DatabaseOptions => ({
  url,
  schema: 'packet',
  entities: [PacketRow],
  migrations,
});
