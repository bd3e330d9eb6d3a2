import { createHash } from 'node:crypto';
import { canonicalJson } from '@recoup/domain/canonical-json';
import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import type { LegalEntity } from '../../../domain/books/legal-entity.ts';
import type { PostingRules } from '../../../domain/books/posting-policy.ts';
import type { Registry } from '../../../ports/registry.ts';
import { openMonth } from '../books/open-periods.ts';

export const postgresRegistry = (database: Database): Registry => ({
  entities: () =>
    database.query<LegalEntity>(sql`
      select code, name, functional_currency as "functionalCurrency", time_zone as "timeZone", calendar
        from legal_entity order by code`),
  addEntity: (entity, rules, validFrom, { proposedBy, approvedBy, changeRequestId }) =>
    database.transaction(async () => {
      const made = await database.query(sql`
        insert into legal_entity
          (code, name, functional_currency, time_zone, calendar, created_at, created_by, change_request_id)
        values (${entity.code}, ${entity.name}, ${entity.functionalCurrency}, ${entity.timeZone}, ${entity.calendar},
                now(), ${currentCause().actor}, ${changeRequestId})
        on conflict do nothing returning 1`);
      if (made.length === 0) return;
      await database.query(sql`
        insert into policy_version
          (entity, kind, version, content, content_hash, proposed_by, approved_by, valid_from, created_at, change_request_id)
        values (${entity.code}, 'POSTING', '1', ${JSON.stringify(rules)}::jsonb, ${hashOf(rules)}, ${proposedBy},
                ${approvedBy}, ${validFrom}, now(), ${changeRequestId})`);
    }),
  knowsSource: async (code) => {
    const found = await database.query(sql`select from source where code = ${code}`);
    return found.length > 0;
  },
  addSource: async (source, { changeRequestId }) => {
    await database.query(sql`
      insert into source (code, party_per_entity, number_per_year, echoes, created_at, created_by, change_request_id)
      values (${source.code}, ${source.partyPerEntity}, ${source.numberPerYear}, ${source.echoes}, now(),
              ${currentCause().actor}, ${changeRequestId})
      on conflict do nothing`);
  },
  openMonths: async (entity, months) => {
    for (const month of months) await openMonth(database, entity, month);
  },
});

const hashOf = (rules: PostingRules): string =>
  createHash('sha256')
    .update(canonicalJson({ ...rules }))
    .digest('hex');
