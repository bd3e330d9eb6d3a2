import { randomUUID } from 'node:crypto';
import { amountText, money } from '@recoup/domain/money';
import { lockUses } from '@recoup/runtime/database/advisory-lock';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usd } from '../../../domain/receivable/money.fixture.ts';
import type { Receivable } from '../../../domain/receivable/receivable.ts';
import { historyFoldsSuite } from '../../../ports/packet/history-folds.suite.ts';
import { packetSignaturesSuite } from '../../../ports/packet/packet-signatures.suite.ts';
import { packetStoreSuite } from '../../../ports/packet/packet-store.suite.ts';
import {
  type PacketStoreUnderTest,
  packetStoreDriver,
} from '../../../ports/packet/packet-store-driver.fixture.ts';
import { splitWatchSuite } from '../../../ports/packet/split-watch.suite.ts';
import { keepEntities } from '../legal-entities/entity-copy.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { keepParties } from '../parties/one-party.ts';
import { keepReceivables } from '../receivables/receivable-copy.ts';
import { readHistory } from './packet-reading.ts';
import { postgresPacketStore } from './packet-store.ts';
import { lockClient } from './submission-rules.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;

beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

const stateOf = ({ id, client, debtor, open, ...receivable }: Receivable) => {
  const text = (minor: bigint) => amountText(money(minor, receivable.currency));
  const sides = {
    revenue: text(open.revenue),
    payable: text(open.payable),
    tax: text(open.tax),
    fee: text(open.fee),
  };
  return {
    ...receivable,
    receivableId: id,
    version: 1,
    source: 'test',
    client: { clientId: client.id, number: client.number, name: client.name },
    account: { accountId: debtor.id, number: debtor.number, name: debtor.name },
    agent: null,
    billed: null,
    opening: sides,
    open: sides,
    dispute: { open: false, reason: null },
    openItem: true,
    writeOffStatus: null,
    excludeFromCecl: false,
    packetId: null,
    writeOff: null,
    recovered: null,
    settled: null,
    components: [],
    asOf: '2026-03-02',
    agreement: { type: null, status: null, stopDate: null, currentBalance: '0.00' },
    collectionClass: null,
    glReference: null,
  };
};

const underTest = (): PacketStoreUnderTest => {
  const { server, database, outbox, hire, publishedOf } = kept;
  const now = () => new Date();
  return {
    store: postgresPacketStore({ database, outbox, newId: randomUUID, now, baseCurrency: usd }),
    hire,
    know: (receivable) => keepReceivables(database)([stateOf(receivable)]),
    knowEntity: (entity) =>
      keepEntities(database)([
        {
          ...{ ...entity, entityId: randomUUID(), name: entity.code, functionalCurrency: 'USD' },
          ...{ calendar: 'WEEKDAYS', glMapping: entity.glMapping && { ...entity.glMapping, version: '1' } },
          sequence: 1,
        },
      ]),
    joinClients: (ids) =>
      keepParties(database)(ids.map((partyId) => ({ partyId, onePartyId: ids[0], sequence: 1 }))),
    historyOf: (id) => readHistory(database, id),
    publishedOf,
    refusalsOf: async (id) => {
      const rows = await server.query<{ refusal: string }>(
        `select person_name || ' ' || action_cd || ' ' || reason as refusal from packet.refused_attempt
          where write_off_packet_id = $1 order by attempted_dt`,
        [id],
      );
      return rows.map(({ refusal }) => refusal);
    },
  };
};

packetStoreSuite(underTest);
historyFoldsSuite(underTest);
splitWatchSuite(underTest);

it('a submission waits for another of the same client to end', async () => {
  const { someone, known, submit, readyToSubmit } = packetStoreDriver(underTest, randomUUID);
  const clara = await someone('clara', 'CLIENT_ACCOUNTING');
  const ready = await readyToSubmit(clara, await known('1.00'));
  const [locked, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const other = kept.database.transaction(async () => {
    await lockClient(kept.database, ready.client.id);
    locked.resolve();
    await ended.promise;
  });
  await locked.promise;
  const submission = submit(ready, clara);
  try {
    const waiting = eventually(async () => {
      const locks = await kept.server.query(
        `select from pg_locks where locktype = 'advisory' and classid = $1 and not granted
            and database = (select oid from pg_database where datname = current_database())`,
        [lockUses.submittingForClient],
      );
      if (locks.length === 0) throw new Error('no submission waits for its client');
      return 'waits';
    });
    expect(await Promise.race([waiting, submission])).toBe('waits');
  } finally {
    ended.resolve();
    await other;
  }
  expect(await submission).toMatchObject({ value: { packet: { statusCd: 'SUBMITTED' } } });
});
packetSignaturesSuite(underTest);
