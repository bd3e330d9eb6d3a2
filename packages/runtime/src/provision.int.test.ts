import { randomUUID } from 'node:crypto';
import { testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { auditorRole, ownerRole, runtimeRole } from './database/tables/roles.ts';
import { provision, urlOfDatabase } from './provision.ts';

const bus = { access: [], retention: [] };

it('prepares many databases of one server at once, though they share their roles', async () => {
  const server = inject('adminUrl');
  const schema = `side_by_side_${randomUUID().slice(0, 8)}`;
  const databases = Array.from({ length: 6 }, () => `test_${randomUUID().replaceAll('-', '')}`);
  const passwords = { [schema]: { owner: 'owner-of-a-test', runtime: 'runtime-of-a-test' } };

  await Promise.all(databases.map((database) => provision(server, database, passwords, { bus })));

  for (const database of databases) {
    const login = { user: runtimeRole(schema), password: 'runtime-of-a-test' };
    const client = new pg.Client({ connectionString: urlOfDatabase(server, database, login) });
    await client.connect();
    const { rows } = await client.query<{ schema: string }>('select current_schema() as schema');
    expect(rows).toEqual([{ schema }]);
    await client.end();
  }
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  for (const database of databases) await admin.query(`drop database ${database} with (force)`);
  for (const role of [ownerRole(schema), runtimeRole(schema), auditorRole(schema)])
    await admin.query(`drop role ${role}`);
  await admin.end();
});

it('lets a service read and write its own rows, and neither change its tables nor see those of others', async () => {
  const server = await testDatabase('ledger', 'packet');
  const as = async (url: string, ...statements: readonly string[]) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  for (const schema of ['ledger', 'packet'])
    await as(
      server.ownerUrl(schema),
      'create table booked (id int generated always as identity, amount bigint)',
    );
  const runtime = server.runtimeUrl('ledger');

  await as(
    runtime,
    'insert into booked (amount) values (41250)',
    'update booked set amount = amount + 1',
    'select * from booked',
    'delete from booked',
  );
  for (const statement of [
    'truncate booked',
    'drop table booked',
    'alter table booked add note text',
    'create index on booked (amount)',
    'create table ledger.other ()',
    'create table public.other ()',
    'create schema other',
    'select * from packet.booked',
    'insert into packet.booked (amount) values (1)',
    'set role recoup_ledger_owner',
    'select lo_create(0)',
    `select lo_from_bytea(0, 'hidden')`,
    'select lo_open(1, 131072)',
  ])
    await expect(as(runtime, statement), statement).rejects.toThrow(/permission denied|must be owner/);
  await expect(as(server.ownerUrl('ledger'), 'select * from packet.booked')).rejects.toThrow(
    'permission denied',
  );
  await server.drop();
});

it('needs no superuser: a role that may make databases and roles does, and again', async () => {
  const server = inject('adminUrl');
  const tail = randomUUID().slice(0, 8);
  const [schema, database, boss] = [`limited_${tail}`, `test_limited_${tail}`, `boss_${tail}`];
  const owner = { user: ownerRole(schema), password: 'owner-of-a-test' };
  const superuser = new pg.Client({ connectionString: server });
  await superuser.connect();
  await superuser.query(`create role ${boss} login createdb createrole password 'boss-of-a-test'`);
  // The roles of the bus are those that every schema shares: whoever made them first has them to give.
  for (const shared of ['recoup_bus', 'recoup_bus_owner']) {
    await superuser.query(
      `do $$ begin create role ${shared} nologin; exception when duplicate_object then null; end $$`,
    );
    await superuser.query(`grant ${shared} to ${boss} with admin option`);
  }
  const limited = urlOfDatabase(server, 'postgres', { user: boss, password: 'boss-of-a-test' });
  const passwords = { [schema]: { owner: owner.password, runtime: 'runtime-of-a-test' } };

  await provision(limited, database, passwords, { bus });
  await provision(limited, database, passwords, { bus });

  const migration = new pg.Client({ connectionString: urlOfDatabase(server, database, owner) });
  await migration.connect();
  await migration.query('create table booked (amount bigint)');
  await migration.end();
  const service = new pg.Client({
    connectionString: urlOfDatabase(server, database, {
      user: runtimeRole(schema),
      password: 'runtime-of-a-test',
    }),
  });
  await service.connect();
  expect((await service.query('insert into booked values (41250) returning amount::int')).rows).toEqual([
    { amount: 41_250 },
  ]);
  await service.end();
  const { rows } = await superuser.query(`select pg_has_role($1, $2, 'USAGE') as may`, [boss, owner.user]);
  expect(rows).toEqual([{ may: false }]);

  await superuser.query(`drop database ${database} with (force)`);
  for (const role of [owner.user, runtimeRole(schema), auditorRole(schema)])
    await superuser.query(`drop role ${role}`);
  await superuser.query(`drop owned by ${boss}`);
  await superuser.query(`drop role ${boss}`);
  await superuser.end();
});

it('refuses a database with the bus of an earlier release, in a sentence, and changes nothing', async () => {
  const { adminUrl, drop } = await testDatabase('refusing');
  const database = new URL(adminUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('alter table bus.event owner to current_user');
    const again = provision(
      adminUrl,
      database,
      {
        refusing: { owner: 'owner-of-a-test', runtime: 'runtime-of-a-test' },
        added: { owner: 'x', runtime: 'y' },
      },
      { bus },
    );
    await expect(again).rejects.toThrow('was built by an earlier release. This release cannot take it over');
    expect((await admin.query(`select to_regnamespace('added') as made`)).rows).toEqual([{ made: null }]);
  } finally {
    await admin.end();
    await drop();
  }
});
