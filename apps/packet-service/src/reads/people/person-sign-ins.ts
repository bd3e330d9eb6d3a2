import type { Queries } from '@recoup/runtime/database/queries';
import { flag } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';

export const signIn = z.object({
  issuer: z.string(),
  subject: z.string(),
  personId: z.uuid(),
  displayName: z.string(),
  email: z.string().describe('address of the person, as administrators listed it'),
  tokenEmail: z.string().nullable().describe('address that the last token named; null where it named none'),
  tokenEmailVerified: z.boolean().nullable(),
  mismatch: z.boolean().describe('whether the last token named another address than that of the person'),
  lastSeenAt: instant.describe('to the hour'),
});

const mismatch = sql`coalesce(lower(seen.email) <> lower(person.email), false)`;

export const signInList = listOf({
  name: 'sign-ins',
  id: sql`(seen.issuer || ' ' || seen.subject)`,
  filters: { mismatch: flag(mismatch) },
  sorts: { issuer: by('seen.issuer'), lastSeenAt: by('seen.seen_dt') },
  defaultSort: 'issuer',
});

type Row = Omit<z.infer<typeof signIn>, 'lastSeenAt'> & { readonly seen: string; readonly listKey: ListKey };

/** A page of the accounts that were used. */
export const signIns = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<Row>(sql`
    select seen.issuer, seen.subject, person.person_id as "personId", person.display_name as "displayName", person.email,
           seen.email as "tokenEmail", seen.email_verified as "tokenEmailVerified", ${mismatch} as mismatch,
           seen.seen_dt as seen, ${asked.key}
      from person_sign_in seen join person using (person_id)
     where ${asked.where} ${asked.order}`);
  return asked.page(rows, ({ seen, ...row }) => ({ ...row, lastSeenAt: instantText(seen) }));
};
