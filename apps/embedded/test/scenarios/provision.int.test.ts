import { urlOfDatabase } from '@recoup/runtime/provision';
import pg from 'pg';
import { afterAll, expect, inject, it } from 'vitest';
import { aProgram } from '../installation/host-process.fixture.ts';

const database = `provisioned_${process.pid}`;
const target = { ADMIN_DATABASE_URL: inject('adminUrl'), DATABASE_NAME: database };
const passwordsOf = (schema: string, owner: string, runtime: string) => ({
  [`${schema}_OWNER_PASSWORD`]: owner,
  [`${schema}_PASSWORD`]: runtime,
});

const provision = async (settings: Record<string, string>, ...services: readonly string[]) => {
  const program = aProgram('embedded/src/setup/provision/main.ts', services, settings);
  return { code: await program.ended, ...program.said };
};

const asks = async (url: string, question: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
};
const signedIn = (user: string, password: string) =>
  asks(urlOfDatabase(inject('adminUrl'), database, { user, password }), 'select current_schema() as schema');

afterAll(() => asks(inject('adminUrl'), `drop database if exists ${database} with (force)`));

it('lets each service sign in at its own schema, and is safe to repeat', async () => {
  // The roles belong to the whole server, and other tests sign in by these passwords.
  const settings = { ...target, ...passwordsOf('NOTIFIER', 'owner-of-a-test', 'runtime-of-a-test') };
  const done = { code: 0, errors: '', output: expect.stringContaining(`${database} on `) };

  expect(await provision(settings, 'notifier')).toMatchObject(done);
  expect(await provision(settings, 'notifier')).toMatchObject(done);

  expect(await signedIn('recoup_notifier', 'runtime-of-a-test')).toEqual([{ schema: 'notifier' }]);
  expect(await signedIn('recoup_notifier_owner', 'owner-of-a-test')).toEqual([{ schema: 'notifier' }]);
});

it('lets auditors sign in where they have a password, at a schema that they may not change', async () => {
  const auditor = { NOTIFIER_AUDITOR_PASSWORD: 'auditor-of-a-test' };
  const passwords = passwordsOf('NOTIFIER', 'owner-of-a-test', 'runtime-of-a-test');
  expect(await provision({ ...target, ...passwords, ...auditor }, 'notifier')).toMatchObject({ code: 0 });
  expect(await signedIn('recoup_notifier_auditor', 'auditor-of-a-test')).toEqual([{ schema: 'notifier' }]);
});

it('names every setting that is missing and touches nothing', async () => {
  const refused = await provision({ ...target, ...passwordsOf('LEDGER', 'given', '') });

  expect(refused.code).toBe(1);
  expect(refused.errors).toContain('LEDGER_PASSWORD must not be empty');
  expect(refused.errors).toContain('RISK_OWNER_PASSWORD is required');
  expect(refused.errors).not.toContain('LEDGER_OWNER_PASSWORD');
});

it('refuses a service that there is not', async () => {
  const refused = await provision(target, 'payroll');

  expect(refused.code).toBe(2);
  expect(refused.errors).toContain('ledger, packet, risk, notifier');
});

it('says why the server does not answer, without the password', async () => {
  const settings = {
    ...passwordsOf('NOTIFIER', 'a', 'b'),
    ADMIN_DATABASE_URL: 'postgres://boss:secret@127.0.0.1:9/postgres',
  };
  const refused = await provision(settings, 'notifier');

  expect(refused.code).toBe(1);
  expect(refused.errors).toContain('ECONNREFUSED');
  expect(refused.errors).not.toContain('secret');
});
