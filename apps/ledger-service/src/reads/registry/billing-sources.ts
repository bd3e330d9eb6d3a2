import type { Queries } from '@recoup/runtime/database/queries';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { sql } from 'kysely';
import * as z from 'zod';
import { sourceCode } from '../registered-codes.ts';

export const billingSource = z.object({
  code: z.string(),
  partyPerEntity: z.boolean().describe('whether each entity gives its parties numbers of its own'),
  numberPerYear: z.boolean().describe('whether invoice numbers begin anew each year'),
  namesVary: z
    .boolean()
    .describe('whether it prints the name of one party in several ways; the first name that it gave stays'),
  echoes: z.enum(['ALL', 'WRITE_OFFS', 'NONE']).describe('which postings the source takes into its balances'),
  changeRequestId: z.uuid().nullable().describe('null for those an installation began with'),
});

export const sourceList = listOf({
  name: 'sources',
  id: 'source.code',
  filters: { code: sourceCode('source.code') },
  sorts: { code: by('source.code') },
  defaultSort: 'code',
});

/** A page of the billing sources. */
export const billingSources = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<z.infer<typeof billingSource> & { readonly listKey: ListKey }>(sql`
    select code, party_per_entity as "partyPerEntity", number_per_year as "numberPerYear", names_vary as "namesVary", echoes,
           change_request_id as "changeRequestId", ${asked.key}
      from source where ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};
