import type { DatabaseOptions } from '@recoup/runtime/database/database';
import { migrations } from '../../migrations/list.ts';
import { PacketRow } from './packets/packet-row.ts';

export const packetDatabase: Omit<DatabaseOptions, 'url'> = {
  schema: 'packet',
  entities: [PacketRow],
  migrations,
};
