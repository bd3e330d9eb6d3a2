import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SilentProxy, silentProxy } from '../bus/kafka/silent-proxy.fixture.ts';
import { type Database, openDatabase } from './database.ts';
import { sessionSettings } from './session.ts';
import { isDatabaseUnavailable } from './unavailable.ts';

let server: TestDatabase;
let proxy: SilentProxy;
let database: Database;
beforeAll(async () => {
  server = await testDatabase('notes');
  const direct = new URL(server.runtimeUrl('notes'));
  proxy = await silentProxy(direct.hostname, Number(direct.port));
  database = await openDatabase({
    url: proxy.through(direct.href),
    schema: 'notes',
    migrations: [],
    poolSize: 2,
    silenceMs: 500,
  });
});
afterAll(async () => {
  await database.close();
  await proxy.close();
  await server.drop();
});

const one = () => database.query<{ one: number }>(sql`select 1 as one`);

const lost = async (...work: readonly Promise<unknown>[]) => {
  const errors = await Promise.all(
    work.map((given) =>
      given.then(
        () => undefined,
        (error: unknown) => error,
      ),
    ),
  );
  expect(errors.map(isDatabaseUnavailable)).toEqual(work.map(() => true));
};

it('gives the pool its places back when the wire falls silent in the middle of transactions', async () => {
  let begun = 0;
  const hanging = () =>
    database.transaction(async () => {
      await one();
      begun += 1;
      if (begun === 2) proxy.fallSilent();
      await eventually(() => expect(begun).toBe(2));
      return one();
    });

  await lost(hanging(), hanging());

  await expect(Promise.all([one(), one(), one()])).resolves.toHaveLength(3);
});

it('gives them back when it falls silent before a transaction begins', async () => {
  await Promise.all([one(), one()]);
  proxy.fallSilent();

  await lost(database.transaction(one), database.transaction(one));

  await expect(Promise.all([one(), one(), one()])).resolves.toHaveLength(3);
});

it('lets long work take longer than requests wait', async () => {
  const sleeps = sql`select pg_sleep(1.5)`;
  await lost(database.query(sleeps));

  await expect(database.longTransaction(() => database.query(sleeps))).resolves.toHaveLength(1);
});

it('does not run long work on the session of a request', async () => {
  await expect(database.transaction(() => database.longTransaction(one))).rejects.toThrow(
    'long work begins a transaction of its own',
  );
});

it('has the server cancel what nobody waits for any more', async () => {
  await lost(
    database.transaction(async () => {
      await database.query(sql`set local statement_timeout = 0`);
      await database.query(sql`select pg_sleep(120) as nobody_waits`);
    }),
  );

  await eventually(async () =>
    expect(
      await server.query(
        `select from pg_stat_activity where state = 'active' and query like '%nobody_waits' and pid <> pg_backend_pid()`,
      ),
    ).toEqual([]),
  );
});

it('has the server end the session of a relay that stands still, and with it the lead', async () => {
  const relay = new pg.Client(sessionSettings(server.runtimeUrl('notes'), 'relay', 'standing-still'));
  await relay.connect();
  const { rows } = await relay.query<{ name: string; ms: number }>(`
    select name, setting::int as ms from pg_settings
     where name in ('idle_session_timeout', 'idle_in_transaction_session_timeout') order by name`);
  await relay.end();
  // A session is idle while its relay publishes, which on Kafka may take half a minute.
  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', ms: 15_000 },
    { name: 'idle_session_timeout', ms: 90_000 },
  ]);
});

it('speaks TLS or not at all where the address asks for it', async () => {
  const secured = await openDatabase({
    url: `${server.runtimeUrl('notes')}?sslmode=verify-full`,
    schema: 'notes',
    migrations: [],
  });
  await expect(secured.query(sql`select 1`)).rejects.toThrow('The server does not support SSL connections');
  await secured.close();
});
