import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { PersonId } from '../../../domain/people/person.ts';

/** Makes uploads of one person follow each other until the transaction ends, whichever packets they are for. */
export const lockUploads = async (database: Database, personId: PersonId): Promise<void> => {
  await database.query(transactionLock('uploadingByPerson', personId));
};

/** How many documents a person has uploaded within the 24 hours before. */
export const uploadsOfADay = async (database: Database, personId: PersonId, at: Date): Promise<number> => {
  const [row] = await database.query<{ number: number }>(sql`
    select count(*)::int as number from packet_document
     where uploaded_by_user_id = ${personId}
       and uploaded_dt > ${at.toISOString()}::timestamptz - interval '24 hours'`);
  return row?.number ?? 0;
};
