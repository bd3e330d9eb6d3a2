import { randomUUID } from 'node:crypto';
import type { NotifierApi } from '@recoup/contracts/api/notifier';
import type { ResultOf } from '@recoup/contracts/api-client';
import { type EventContract, schemaOf } from '@recoup/contracts/envelope';
import { PacketSubmittedV1 } from '@recoup/contracts/packet.v1';
import type { PacketSummary } from '@recoup/contracts/packet-summary';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import type { BusRecord } from '@recoup/runtime/bus/bus';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { type ApiClient, apiClient, bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { testIssuer } from '@recoup/testkit/test-issuer';
import type { ParsedMail } from 'mailparser';
import { composeNotifier } from '../src/compose.ts';
import { notifierSettings } from '../src/config.ts';
import { aPacketSummary, aSubmission } from '../src/mails/packet.fixture.ts';
import { type MailServer, startMailServer } from './mail-server.fixture.ts';

type Name = 'uma' | 'ann' | 'eve' | 'lee';
type Delivery = ResultOf<NotifierApi, 'get', '/v1/deliveries'>['items'][number];

/**
 * The notifier over real PostgreSQL, its bus and a mail server. Uma works in Client Accounting, Ann is Agent of every
 * entity, Eve of DE01 only, Lee leads collections.
 */
export type NotifierInTest = {
  readonly call: ApiClient<NotifierApi>;
  readonly database: TestDatabase;
  readonly server: MailServer;
  readonly people: Readonly<Record<Name, string>>;
  readonly token: (name: Name) => Promise<string>;
  readonly publish: (...records: readonly BusRecord[]) => Promise<void>;
  readonly submit: (
    packet?: PacketSummary,
  ) => Promise<{ readonly packet: PacketSummary; readonly record: BusRecord }>;
  readonly aPacket: () => PacketSummary;
  /** Waits until so many mails have come in since the last `forget`. */
  readonly arrived: (count: number) => Promise<readonly ParsedMail[]>;
  readonly forget: () => void;
  readonly deliveriesOf: (about: string, who?: Name) => Promise<readonly Delivery[]>;
  /** The deliveries about something, once all of them have ended. */
  readonly ended: (about: string) => Promise<readonly Delivery[]>;
  readonly stop: () => Promise<void>;
};

export const startNotifier = async (): Promise<NotifierInTest> => {
  const database = await testDatabase('notifier');
  const server = await startMailServer();
  const issuer = await testIssuer();
  const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
  const settings = readConfig(notifierSettings, {
    CHECK_ANSWERS: 'true',
    ...issuer.settings,
    DATABASE_URL: database.runtimeUrl('notifier'),
    MIGRATION_DATABASE_URL: database.ownerUrl('notifier'),
    ADMIN_PORT: '0',
    LOG_LEVEL: 'fatal',
    SMTP_URL: server.url,
    MAIL_FROM: 'recoup@example.com',
    CONSOLE_URL: 'https://recoup.example',
    MAIL_COLLECT_SECONDS: '1',
    MAIL_RETRY_SECONDS: '0.05',
  });
  const service = await composeNotifier(settings, bus);
  const running = await service.start();
  const call = apiClient<NotifierApi>(running.address);
  const people = { uma: randomUUID(), ann: randomUUID(), eve: randomUUID(), lee: randomUUID() };
  const token = (name: Name) => issuer.token(name);

  const aPerson = (name: Name, role: string, entity: string | null = null) =>
    recordOf(PersonChangedV1, people[name], 1, {
      personId: people[name],
      version: 1,
      displayName: name,
      email: `${name}@example.com`,
      active: true,
      identities: [{ issuer: issuer.issuer, subject: name }],
      roles: [{ role, entity, department: null, clientId: null, validFrom: '2026-01-01', validUntil: null }],
    });
  await bus.publish([
    aPerson('uma', 'CLIENT_ACCOUNTING'),
    aPerson('ann', 'AGENT'),
    aPerson('eve', 'AGENT', 'DE01'),
    aPerson('lee', 'COLLECTIONS_LEAD'),
  ]);
  await eventually(async () => {
    const known = await database.query('select 1 from notifier.directory_person');
    if (known.length < 4) throw new Error('not everybody is known yet');
  });

  const aPacket = () =>
    aPacketSummary({ packetId: randomUUID(), submittedBy: { personId: people.uma, name: 'uma' } });
  const deliveriesOf = async (about: string, who: Name = 'uma') => {
    const answer = await call.get('/v1/deliveries', { query: { about }, token: await token(who) });
    return bodyOf(answer).items;
  };

  return {
    call,
    database,
    server,
    people,
    token,
    aPacket,
    deliveriesOf,
    publish: (...records) => bus.publish(records),
    submit: async (packet = aPacket()) => {
      const record = recordOf(PacketSubmittedV1, packet.packetId, 1, { ...packet, ...aSubmission });
      await bus.publish([record]);
      return { packet, record };
    },
    arrived: (count) =>
      eventually(() => {
        if (server.mails.length < count)
          throw new Error(`${server.mails.length} of ${count} mails have come`);
        return server.mails;
      }),
    forget: () => {
      server.mails.length = 0;
      server.answer(undefined);
    },
    ended: (about) =>
      eventually(async () => {
        const found = await deliveriesOf(about);
        if (found.length === 0 || found.some(({ endedAt }) => endedAt === null))
          throw new Error('still on the way');
        return found;
      }),
    stop: async () => {
      await running.stop();
      await bus.close();
      await server.close();
      await issuer.close();
      await database.drop();
    },
  };
};

/** An event as its producer would put it on the bus. */
export const recordOf = (
  contract: EventContract,
  subject: string,
  sequence: number,
  data: object,
): BusRecord => {
  const event = {
    specversion: '1.0',
    id: randomUUID(),
    source: contract.sources?.[0],
    type: contract.type,
    subject,
    time: new Date().toISOString(),
    dataschema: schemaOf(contract.type),
    datacontenttype: 'application/json',
    partitionkey: subject,
    sequence,
    correlationid: 'test',
    actor: 'test',
    data: contract.data.parse(data),
  };
  return { topic: contract.topic, key: subject, headers: {}, value: Buffer.from(JSON.stringify(event)) };
};
