import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { databaseUrl, provision, runtimeRole } from './provision.ts';

it('prepares many databases of one server at once, though they share their roles', async () => {
  const server = inject('adminUrl');
  const schema = `side_by_side_${randomUUID().slice(0, 8)}`;
  const databases = Array.from({ length: 6 }, () => `test_${randomUUID().replaceAll('-', '')}`);
  const passwords = { [schema]: { owner: 'owner-of-a-test', runtime: 'runtime-of-a-test' } };

  await Promise.all(databases.map((database) => provision(server, database, passwords)));

  for (const database of databases) {
    const login = { user: runtimeRole(schema), password: 'runtime-of-a-test' };
    const client = new pg.Client({ connectionString: databaseUrl(server, database, login) });
    await client.connect();
    const { rows } = await client.query<{ schema: string }>('select current_schema() as schema');
    expect(rows).toEqual([{ schema }]);
    await client.end();
  }
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  for (const database of databases) await admin.query(`drop database ${database} with (force)`);
  for (const role of [`recoup_${schema}_owner`, runtimeRole(schema)]) await admin.query(`drop role ${role}`);
  await admin.end();
});
