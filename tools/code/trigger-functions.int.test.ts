import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MigrationClass } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';

const lists = globSync('apps/*/src/migrations/list.ts');
const schemas = lists.map((list) => /apps\/(\w+)-?\w*\//.exec(list)?.[1] ?? list);
let server: TestDatabase;

beforeAll(async () => {
  server = await testDatabase(...schemas);
  for (const [index, list] of lists.entries()) {
    const { migrations }: { readonly migrations: readonly MigrationClass[] } = await import(resolve(list));
    const schema = schemas[index] ?? '';
    await migrate({ url: server.ownerUrl(schema), schema, migrations });
  }
});
afterAll(() => server?.drop());

type Function = { readonly name: string; readonly fixed: boolean };

const functions = () =>
  server.query<Function>(
    `select nspname || '.' || proname as name,
            coalesce(exists (select from unnest(proconfig) as setting where setting ~ '^search_path=.+, pg_temp$'), false) as fixed
       from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
      where nspname = any ($1) and (prorettype = 'trigger'::regtype or prosecdef) order by 1`,
    [[...schemas, 'bus']],
  );

it('no function that guards rows finds a temporary table before the real one', async () => {
  const found = await functions();
  for (const schema of ['ledger', 'packet', 'risk', 'notifier', 'bus'])
    expect(found.map(({ name }) => name.split('.')[0])).toContain(schema);
  expect(found.filter(({ fixed }) => !fixed)).toEqual([]);
});

it('every trigger of a service fires in sessions that replicate too', async () => {
  const triggers = await server.query<{ readonly name: string }>(
    `select nspname || '.' || relname || ' ' || tgname as name
       from pg_trigger join pg_class on pg_class.oid = tgrelid join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = any ($1) and not tgisinternal and tgenabled <> 'A' order by 1`,
    [schemas],
  );
  expect(triggers).toEqual([]);
});
