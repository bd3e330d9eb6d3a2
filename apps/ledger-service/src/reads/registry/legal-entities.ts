import type { Queries } from '@recoup/runtime/database/queries';
import { inEntitiesOf } from '@recoup/runtime/http/covered-rows';
import { text } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { entityCode } from '../registered-codes.ts';

export const legalEntity = z.object({
  code: z.string(),
  name: z.string(),
  functionalCurrency: z.string(),
  timeZone: z.string(),
  calendar: z.string(),
  changeRequestId: z.uuid().nullable().describe('null for those an installation began with'),
});

export const entityList = listOf({
  name: 'entities',
  id: 'legal_entity.code',
  filters: { code: entityCode('legal_entity.code'), name: text('legal_entity.name') },
  sorts: { code: by('legal_entity.code') },
  defaultSort: 'code',
});

/** A page of the legal entities for which somebody works. */
export const legalEntities = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<z.infer<typeof legalEntity> & { readonly listKey: ListKey }>(sql`
    select code, name, functional_currency as "functionalCurrency", time_zone as "timeZone", calendar,
           change_request_id as "changeRequestId", ${asked.key}
      from legal_entity where ${inEntitiesOf(actor.grants, 'legal_entity.code')} and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};
