import { money } from '@recoup/contracts/values';
import { currencies } from '@recoup/domain/currency';
import type { Queries } from '@recoup/runtime/database/queries';
import { exact, oneOf } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from '../money.ts';
import { knownEntity, type RegisteredCodes } from '../registered-codes.ts';
import { wholeEntities } from './whole-entities.ts';

const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-03');

export const billedTotal = z.object({
  entity: z.string(),
  month: z.string(),
  billed: money,
  statedOn: z.iso.date().describe('the day as of which it was stated last'),
  statedAt: instant,
  statedBy: z.object({ personId: z.string(), name: z.string().nullable() }),
  statementId: z.uuid(),
});

export const billedTotalList = listOf<RegisteredCodes>({
  name: 'billed-totals',
  id: 'total.total_id',
  filters: {
    entity: knownEntity('total.entity'),
    month: exact(month, 'total.month'),
    currency: oneOf(currencies, 'total.currency'),
    statementId: exact(z.uuid(), 'total.statement_id'),
  },
  sorts: { entity: by('total.entity'), month: by('total.month') },
  defaultSort: '-month',
});

type Row = Omit<z.infer<typeof billedTotal>, 'billed' | 'statedBy'> & {
  readonly minor: string;
  readonly currency: string;
  readonly personId: string;
  readonly name: string | null;
};

/** A page of what legal entities billed, as it was stated last, of the entities that somebody works for as a whole. */
export const billedTotals = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const whole = wholeEntities(actor);
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select entity, month, amount_minor::text as minor, currency, stated_on as "statedOn", stated_at as "statedAt",
           stated_by as "personId", statement_id as "statementId",
           (select display_name from directory_person where person_id::text = stated_by) as name, ${asked.key}
      from standing_billed_total total
     where ${whole === null ? sql`true` : sql`entity = any (${whole}::text[])`} and ${asked.where} ${asked.order}`);
  return asked.page(rows, ({ minor, currency, personId, name, statedAt, ...row }) => ({
    ...row,
    billed: moneyOf({ minor, currency }),
    statedAt: instantText(statedAt),
    statedBy: { personId, name },
  }));
};
