import type { DatabaseOptions } from '@recoup/runtime/database/database';
import { migrationsIn } from '@recoup/runtime/database/migrations';
import { PacketRow } from './packets/packet-row.ts';

const migrations = await migrationsIn(new URL('../../migrations/', import.meta.url));

/** The service's schema, what it maps and the migrations that build it, in order. */
export const packetSchema = {
  schema: 'packet',
  entities: [PacketRow],
  migrations,
} satisfies Omit<DatabaseOptions, 'url'>;

export const packetDatabase = (url: string): DatabaseOptions => ({ ...packetSchema, url });
