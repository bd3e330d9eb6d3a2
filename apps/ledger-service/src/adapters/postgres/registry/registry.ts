import { createHash } from 'node:crypto';
import { canonicalJson } from '@recoup/domain/canonical-json';
import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { AccountingPeriod } from '../../../domain/books/accounting-period.ts';
import type { DecidedPolicy, PostingRules } from '../../../domain/books/posting-policy.ts';
import { numberKey } from '../../../domain/import/values/number-key.ts';
import type { LegalEntity } from '../../../domain/registry/legal-entity.ts';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';
import type { Decided, Registry } from '../../../ports/registry.ts';
import { codeMeant } from '../../../rows/code-meant.ts';
import { openMonth } from '../books/open-periods.ts';
import { publishEntities } from './publish-entities.ts';
import { publishNames } from './publish-names.ts';

export const postgresRegistry = (
  database: Database,
  outbox: Outbox,
  bodies: Pick<GlBodies, 'mappedNow'>,
): Registry => ({
  entities: () =>
    database.query<LegalEntity>(sql`
      select code, name, functional_currency as "functionalCurrency", time_zone as "timeZone", calendar
        from legal_entity order by code`),
  publishEntities: () =>
    database.transaction(async () => {
      await publishNames(database, outbox);
      await publishEntities(database, outbox, bodies);
    }),
  addEntity: (entity, rules, validFrom, decided) =>
    database.transaction(async () => {
      const made = await database.query(sql`
        insert into legal_entity
          (code, code_key, entity_id, name, functional_currency, time_zone, calendar, created_at, created_by, change_request_id)
        values (${entity.code}, ${numberKey(entity.code)}, ${newId()}, ${entity.name}, ${entity.functionalCurrency}, ${entity.timeZone},
                ${entity.calendar}, now(), ${currentCause().actor}, ${decided.changeRequestId})
        on conflict do nothing returning 1`);
      if (made.length === 0) return;
      await insertPolicy(database, entity.code, rules, validFrom, decided);
      await publishEntities(database, outbox, bodies);
    }),
  sourceMeant: async (written) => {
    const [found] = await database.query<{ code: string | null }>(
      sql`select ${codeMeant('source', written)} as code`,
    );
    return found?.code ?? undefined;
  },
  addSource: async (source, { changeRequestId }) => {
    await database.query(sql`
      insert into source (code, code_key, party_per_entity, number_per_year, names_vary, echoes, created_at, created_by, change_request_id)
      values (${source.code}, ${numberKey(source.code)}, ${source.partyPerEntity}, ${source.numberPerYear}, ${source.namesVary},
              ${source.echoes}, now(),
              ${currentCause().actor}, ${changeRequestId})
      on conflict do nothing`);
  },
  openMonths: async (entity, months) => {
    for (const month of months) await openMonth(database, entity, month);
  },
  policies: (entity) =>
    database.query<DecidedPolicy>(sql`
      select version, valid_from as "validFrom", content as rules from policy_version
       where entity = ${entity} and kind = 'POSTING' order by version::int`),
  addPolicy: (entity, rules, validFrom, decided) => insertPolicy(database, entity, rules, validFrom, decided),
  lockMonth: async (entity, month) => {
    const [found] = await database.query<Pick<AccountingPeriod, 'state'>>(sql`
      select state from accounting_period where entity = ${entity} and month = ${month} for update`);
    return found?.state;
  },
  setMonth: async (entity, month, state, { changeRequestId }) => {
    await database.query(sql`
      insert into accounting_period (entity, month, state, changed_at, changed_by, change_request_id)
      values (${entity}, ${month}, ${state}, now(), ${currentCause().actor}, ${changeRequestId})
      on conflict (entity, month) do update
        set state = excluded.state, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
            change_request_id = excluded.change_request_id`);
  },
});

/** Versions of an entity are numbered as they are decided. */
const insertPolicy = async (
  database: Queries,
  entity: string,
  rules: PostingRules,
  validFrom: string,
  { proposedBy, approvedBy, changeRequestId }: Decided,
): Promise<void> => {
  await database.query(sql`
    insert into policy_version
      (entity, kind, version, content, content_hash, proposed_by, approved_by, valid_from, created_at, change_request_id)
    select ${entity}, 'POSTING', (count(*) + 1)::text, ${JSON.stringify(rules)}::jsonb, ${hashOf(rules)}, ${proposedBy},
           ${approvedBy}, ${validFrom}::date, now(), ${changeRequestId}
      from policy_version where entity = ${entity} and kind = 'POSTING'`);
};

const hashOf = (rules: PostingRules): string =>
  createHash('sha256')
    .update(canonicalJson({ ...rules }))
    .digest('hex');
