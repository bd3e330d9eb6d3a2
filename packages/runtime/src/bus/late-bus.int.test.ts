import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, inject } from 'vitest';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { provision, urlOfDatabase } from '../provision.ts';
import { lateBusSuite } from './late-bus.suite.ts';
import { postgresBus } from './postgres/postgres-bus.ts';

const { database } = await notesInTest();
const server = inject('adminUrl');
const name = `test_${randomUUID().replaceAll('-', '')}`;
afterAll(async () => {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

describe('a bus on PostgreSQL that comes late', () => {
  lateBusSuite(() => ({
    database: () => database,
    member: () => postgresBus({ url: urlOfDatabase(server, name), pollMs: 20 }),
    appear: () => provision(server, name, {}, { bus: { access: [], retention: [] } }),
  }));
});
