import type { Queries } from '@recoup/runtime/database/queries';
import { inEntitiesOf } from '@recoup/runtime/http/covered-rows';
import { code, oneOf } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { entityCode } from '../registered-codes.ts';

export const periodStates = ['OPEN', 'CLOSED', 'LOCKED'] as const;

export const accountingPeriod = z.object({
  entity: z.string(),
  month: z.string().describe('YYYY-MM'),
  state: z.enum(periodStates),
  changedAt: instant,
  changedBy: z.string(),
});

export const periodList = listOf({
  name: 'periods',
  id: 'accounting_period.period_id',
  filters: {
    entity: entityCode('accounting_period.entity'),
    month: code('accounting_period.month'),
    state: oneOf(periodStates, 'accounting_period.state'),
  },
  sorts: { entity: by('accounting_period.entity'), month: by('accounting_period.month') },
  defaultSort: 'entity,-month',
});

/** A page of the months in which entities may post, or no longer. */
export const accountingPeriods = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<z.infer<typeof accountingPeriod> & { readonly listKey: ListKey }>(sql`
    select entity, month, state, changed_at as "changedAt", changed_by as "changedBy", ${asked.key}
      from (select accounting_period.*, entity || ' ' || month as period_id from accounting_period) accounting_period
     where ${inEntitiesOf(actor.grants, 'accounting_period.entity')} and ${asked.where} ${asked.order}`);
  return asked.page(rows, ({ changedAt, ...row }) => ({ ...row, changedAt: instantText(changedAt) }));
};
