import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** Keeps what a packet is called, for events that name it by its id only. */
export const rememberPacket = async (
  database: Database,
  { packetId, name }: { readonly packetId: string; readonly name: string },
): Promise<void> => {
  await database.query(sql`
    insert into packet_name (packet_id, name) values (${packetId}, ${name})
    on conflict (packet_id) do update set name = excluded.name`);
};

export const nameOfPacket = async (database: Database, packetId: string): Promise<string | undefined> => {
  const [row] = await database.query<{ name: string }>(
    sql`select name from packet_name where packet_id = ${packetId}`,
  );
  return row?.name;
};
