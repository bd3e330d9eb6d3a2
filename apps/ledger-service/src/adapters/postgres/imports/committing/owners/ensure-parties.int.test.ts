import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerDatabaseUnderTest } from '../../../ledger-database.fixture.ts';
import { stagedImport } from '../../staged-import.fixture.ts';
import { unknownAgreements } from './ensure-parties.ts';

const rowsOfAFile = 3_000;

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const staged = async (source: string, count: number) => {
  const file = await stagedImport(database, source, count);
  await file.compare();
  return file;
};

it('looks each row up by a key, also for a source that the statistics have never seen', async () => {
  await (await staged('erp', 40)).commit();
  for (const table of ['party', 'party_key', 'account', 'agreement', 'billing_item'])
    await server.query(`analyze ledger.${table}`);
  const { importId, commit } = await staged('another', rowsOfAFile);
  await database.query(sql`
    with made as (
      select debtor_key, gen_random_uuid() as id, debtor_number, debtor_name
        from import_row where import_id = ${importId}),
    keys as (
      insert into party_key (kind, source, entity, number_key, party_id)
      select 'DEBTOR', 'another', '', debtor_key, id from made),
    parties as (
      insert into party (party_id, kind, number, name, created_at, created_by, updated_at, updated_by)
      select id, 'DEBTOR', debtor_number, debtor_name, now(), 'test', now(), 'test' from made)
    insert into account (account_id, entity, debtor_id, created_at, created_by, updated_at, updated_by)
    select gen_random_uuid(), 'US01', id, now(), 'test', now(), 'test' from made`);

  const plan = await database.query<{ 'QUERY PLAN': string }>(
    sql`explain (analyze, timing off) ${unknownAgreements(sql`import_id = ${importId}`, { source: 'another', perEntity: false, namesVary: false })}`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).not.toContain('Rows Removed by Join Filter');
  expect(text).not.toMatch(/Seq Scan on account/);

  await commit();
  const [counted] = await database.query<{ items: number; agreements: number }>(sql`
    select count(*)::int as items, count(distinct agreement_id)::int as agreements
      from billing_item where source = 'another'`);
  expect(counted).toEqual({ items: rowsOfAFile, agreements: rowsOfAFile });
}, 60_000);
