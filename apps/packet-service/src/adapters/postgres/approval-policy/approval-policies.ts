import type { CalendarDate } from '@recoup/domain/calendar-date';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type {
  ApprovalPolicy,
  DecidedApprovalPolicy,
} from '../../../domain/approval-policy/approval-policy.ts';
import type { ApprovalPolicies } from '../../../ports/approval-policies.ts';
import { storedDay } from '../stored-day.ts';

type PolicyRow = ApprovalPolicy & { readonly validFrom: string };

const columns = sql`entity, version, valid_from as "validFrom", steps, base, split_days as "splitDays"`;

export const postgresApprovalPolicies = (database: Database): ApprovalPolicies => ({
  entityMeant: async (written) => {
    const [known] = await database.query<{ readonly code: string }>(sql`
      select code from legal_entity where lower(code) = lower(${written}) order by code <> ${written}, code limit 1`);
    return known?.code;
  },
  decidedFor: async (entity) => {
    await database.query(transactionLock('decidingApprovalPolicies'));
    const rows = await database.query<PolicyRow>(
      sql`select ${columns} from approval_policy where entity = ${entity} order by version`,
    );
    return rows.map((row): DecidedApprovalPolicy => ({ ...row, validFrom: storedDay(row.validFrom) }));
  },
  add: async ({ entity, validFrom, steps, base, splitDays }, changeRequestId) => {
    await database.query(sql`
      insert into approval_policy (entity, version, valid_from, steps, base, split_days, change_request_id, created_dt)
      select ${entity}, coalesce(max(version), 0) + 1, ${validFrom}::date, ${JSON.stringify(steps)}::jsonb, ${base}, ${splitDays},
             ${changeRequestId}::uuid, now()
        from approval_policy where entity = ${entity}`);
  },
});

/** The policies of entities that hold on a day, by entity; `*` has that of every entity without one of its own. */
export const policiesOn = async (
  database: Queries,
  day: CalendarDate,
  entities: readonly string[],
): Promise<ReadonlyMap<string, ApprovalPolicy>> => {
  const rows = await database.query<PolicyRow>(sql`
    select distinct on (entity) ${columns} from approval_policy
     where entity = any (${[...entities, '*']}::text[]) and valid_from <= ${day}::date
     order by entity, version desc`);
  return new Map(rows.map(({ validFrom: _, ...policy }) => [policy.entity, policy]));
};
