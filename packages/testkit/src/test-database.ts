import { randomUUID } from 'node:crypto';
import { busAccess, retention } from '@recoup/contracts/topics';
import { auditorRole, ownerRole, runtimeRole } from '@recoup/runtime/database/tables/roles';
import { provision, urlOfDatabase } from '@recoup/runtime/provision';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of a test file's own on the shared server, with the given schemas and their roles. */
export type TestDatabase = {
  /** As the superuser: for looking behind the services' backs. */
  readonly adminUrl: string;
  readonly runtimeUrl: (schema: string) => string;
  readonly ownerUrl: (schema: string) => string;
  readonly auditorUrl: (schema: string) => string;
  readonly query: <Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<Row[]>;
  readonly drop: () => Promise<void>;
};

const passwords = { owner: 'owner-of-a-test', runtime: 'runtime-of-a-test', auditor: 'auditor-of-a-test' };

export const testDatabase = async (...schemas: readonly string[]): Promise<TestDatabase> => {
  const server = inject('adminUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await provision(server, name, Object.fromEntries(schemas.map((schema) => [schema, passwords])), {
    bus: { access: busAccess, retention },
  });
  const adminUrl = urlOfDatabase(server, name);
  const pool = new pg.Pool({ connectionString: adminUrl, max: 3 });
  pool.on('error', () => undefined);
  return {
    adminUrl,
    runtimeUrl: (schema) =>
      urlOfDatabase(server, name, { user: runtimeRole(schema), password: passwords.runtime }),
    ownerUrl: (schema) => urlOfDatabase(server, name, { user: ownerRole(schema), password: passwords.owner }),
    auditorUrl: (schema) =>
      urlOfDatabase(server, name, { user: auditorRole(schema), password: passwords.auditor }),
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    drop: async () => {
      await pool.end();
      const client = new pg.Client({ connectionString: server });
      await client.connect();
      await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
      await client.end();
    },
  };
};
