import type { DatabaseOptions } from '@recoup/runtime/database/database';
import { migrations } from '../../migrations/list.ts';
import { PacketRow } from './packets/packet-row.ts';

/** The service's schema, what it maps and the migrations that build it. */
export const packetDatabase: Omit<DatabaseOptions, 'url'> = {
  schema: 'packet',
  entities: [PacketRow],
  migrations,
};
