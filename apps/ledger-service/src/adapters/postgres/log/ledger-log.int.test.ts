import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEntries } from '../../../reads/log.ts';
import { ledgerInvariants } from '../invariants.ts';
import { ledgerDatabaseUnderTest, openLedgerDatabase } from '../ledger-database.fixture.ts';
import { beginLedger } from './ledger-identity.ts';
import { ledgerLog } from './ledger-log.ts';
import { sealNext } from './log-sealer.ts';

let server: TestDatabase;
let database: Database;
const now = new Date('2026-03-31T12:00:00.125Z');

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const written = async (eventId: string, occurredAt?: string): Promise<void> => {
  const known = occurredAt === undefined ? { eventId } : { eventId, occurredAt };
  const log = ledgerLog(database, 'test', () => now);
  await causedBy({ actor: 'ann', correlationId: newId() }, () =>
    database.transaction(() => log.append('test', { amount: '1.00' }, known)),
  );
};
const sealed = () =>
  sealNext(
    database,
    createOutbox(database, '/recoup/ledger-service', () => now),
    'test',
  );
const exported = async (eventId: string) =>
  (await logEntries(database, 0n, 1_000)).find((entry) => entry.eventId === eventId);
const purge = (eventId: string) =>
  server.query('delete from ledger.log_bytes where event_id = $1', [eventId]);
const noted = (eventId: string) => `
  insert into ledger.log_purge (from_seq, to_seq, purged_by, reason)
  select seq, seq, 'Odette', 'request 17' from ledger.log_seal where event_id = '${eventId}'`;
/** Two statements that are sent as one are one transaction. */
const purgeNoted = (eventId: string) =>
  server.query(`${noted(eventId)}; delete from ledger.log_bytes where event_id = '${eventId}'`);
const asked = (violations: RawBuilder<unknown>) => database.query(violations);

describe('an entry of the log', () => {
  it('says when it happened, when it was written down, and whose ledger it is of', async () => {
    const eventId = newId();
    await written(eventId, '2026-03-31T11:59:00.000Z');
    await sealed();
    expect(await exported(eventId)).toMatchObject({
      ...{ ledgerId: 'test', occurredAt: '2026-03-31T11:59:00.000Z', recordedAt: now.toISOString() },
      bytes: Buffer.from('{"amount":"1.00"}').toString('base64'),
    });
  });

  it('keeps its hashes and its place once the owner has purged its bytes, which the service cannot', async () => {
    const eventId = newId();
    await written(eventId);
    await sealed();
    const before = await exported(eventId);
    await expect(database.query(sql`delete from log_bytes where event_id = ${eventId}`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(purge(eventId)).rejects.toThrow(/log_purge does not say who/);
    await server.query(noted(eventId));
    await expect(purge(eventId)).rejects.toThrow(/log_purge does not say who/);
    await purgeNoted(eventId);
    expect(await exported(eventId)).toEqual({
      ...{ ...before, bytes: null },
      purge: { by: 'Odette', reason: 'request 17', at: expect.stringMatching(/^20.*Z$/) },
    });
    for (const { id, violations } of ledgerInvariants.filter((one) => one.id.startsWith('I5')))
      expect(await asked(violations), id).toEqual([]);
  });

  it('has its own bytes or none: others are refused, and nobody changes them', async () => {
    const eventId = newId();
    await written(eventId);
    await expect(server.query(`update ledger.log_bytes set bytes = ''`)).rejects.toThrow(/never changed/);
    await sealed();
    await purgeNoted(eventId);
    await expect(
      database.query(sql`insert into log_bytes (event_id, bytes) values (${eventId}, '')`),
    ).rejects.toThrow(/not those that were hashed/);
  });

  it('of another ledger is refused', async () => {
    const log = ledgerLog(database, 'other', () => now);
    await expect(
      causedBy({ actor: 'ann', correlationId: newId() }, () =>
        database.transaction(() => log.append('test', {})),
      ),
    ).rejects.toThrow(/log_entry_ledger_id_fkey/);
  });
});

it('a database keeps the ledger that was begun in it, and refuses another by its name', async () => {
  await beginLedger(database, 'test');
  await expect(beginLedger(database, 'other')).rejects.toThrow(
    'This database holds the ledger "test", and LEDGER_ID names "other".',
  );
  await expect(
    server.query(`insert into ledger.ledger_identity (ledger_id) values ('other')`),
  ).rejects.toThrow(/only_one/);
});

it('two services that begin an empty database at once agree on one ledger', async () => {
  const begun = await ledgerDatabaseUnderTest();
  await begun.server.query('alter table ledger.ledger_identity disable trigger all');
  await begun.server.query('delete from ledger.ledger_identity');
  const other = await openLedgerDatabase(begun.server);
  const outcomes = await Promise.allSettled([beginLedger(begun.database, 'a'), beginLedger(other, 'b')]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await Promise.all([other.close(), begun.database.close()]);
  await begun.server.drop();
});

it('of the signed states of the log each names the one before it, and there is one first', async () => {
  const checkpoint = (size: number, previous: number | null) =>
    database.query(sql`
      insert into log_checkpoint (size, root, previous, signature, key_id)
      values (${size}, sha256('root'), ${previous}, 'signature', 'key')`);
  await written(newId());
  await sealed();
  await checkpoint(1, null);
  await checkpoint(3, 1);
  await expect(checkpoint(2, null)).rejects.toThrow(/log_checkpoint_previous_key/);
  await expect(checkpoint(2, 1)).rejects.toThrow(/log_checkpoint_previous_key/);
  await expect(checkpoint(2, 3)).rejects.toThrow(/check/);
  await expect(checkpoint(1_000, 3)).rejects.toThrow(/log_checkpoint_size_fkey/);
});
