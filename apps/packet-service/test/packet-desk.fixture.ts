import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PacketApi } from '@recoup/contracts/api/packet';
import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { apiClient, bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { testDatabase } from '@recoup/testkit/test-database';
import { testIssuer } from '@recoup/testkit/test-issuer';
import { composePackets } from '../src/compose.ts';
import { packetSettings } from '../src/config.ts';
import type { DocumentKind } from '../src/domain/eligibility/eligibility.ts';
import { type EntityState, entityPublisher, imported, type Publish, publisher } from './events.fixture.ts';

type RoleGiven = {
  readonly role: string;
  readonly entity?: string;
  readonly department?: string;
  readonly clientId?: string;
};

/** Who is there from the start: two of Client Accounting, two of the first levels, one of each other. */
const crew: Readonly<Record<string, readonly string[]>> = {
  clara: ['CLIENT_ACCOUNTING'],
  cora: ['CLIENT_ACCOUNTING'],
  anna: ['AGENT'],
  dana: ['DEPT_HEAD'],
  vera: ['VP_CLIENT_ACCOUNTING'],
  carl: ['CFO'],
  mia: ['MD'],
  audrey: ['AUDITOR'],
};

/** Somebody as a seed lists them: whoever has several roles has each by an exception that lasts. */
const seeded = (name: string, issuer: string, given: readonly (string | RoleGiven)[]) => ({
  displayName: name,
  email: `${name}@example.test`,
  identities: [{ issuer, subject: name }],
  roles: given.map((role) => ({
    validFrom: '2020-01-01',
    ...(given.length > 1 ? { exceptionReason: 'only few in this office', exceptionUntil: '2099-12-31' } : {}),
    ...(typeof role === 'string' ? { role } : role),
  })),
});

/**
 * The whole service over HTTP on a database of its own; what other services would say is published on its bus. `wire` changes
 * the way by which the service reaches its database.
 */
export const startPacketService = async (
  businessDate = '2026-03-02',
  wire: (url: string) => string = (url) => url,
) => {
  const database = await testDatabase('packet');
  const issuer = await testIssuer();
  const documents = await mkdtemp(join(tmpdir(), 'recoup-documents-'));
  const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
  const config = readConfig(packetSettings, {
    CHECK_ANSWERS: 'true',
    DATABASE_URL: wire(database.runtimeUrl('packet')),
    MIGRATION_DATABASE_URL: database.ownerUrl('packet'),
    ADMIN_PORT: '0',
    BUSINESS_DATE: businessDate,
    DOCUMENTS_DIR: documents,
    LOG_LEVEL: 'silent',
    ...issuer.settings,
  });
  const service = await composePackets(config, bus);
  const running = await service.start();
  const call = apiClient<PacketApi>(running.address);
  const publish: Publish = publisher(bus);
  const publishEntity = entityPublisher(publish);

  const hire = async (name: string, ...given: readonly (string | RoleGiven)[]) => {
    const kept = await service.seedPeople([seeded(name, issuer.issuer, given)]);
    if (!kept.ok) throw new Error(JSON.stringify(kept.refusal));
    const { proposed } = kept.value;
    if (proposed !== null) await decideSeed(proposed);
    if (proposed === null && given.length === 1 && given[0] === 'ADMIN') administrators.push(name);
  };
  /** Once there are two administrators, one of them approves whom a seed proposes. */
  const administrators: string[] = [];
  const decideSeed = async (id: string) => {
    const [name = ''] = administrators;
    const answer = await as(name).post('/v1/change-requests/{id}/approval', { path: { id }, body: {} });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  };
  const as = (name: string) => apiClient<PacketApi>(running.address, () => issuer.token(name));
  for (const [name, given] of Object.entries(crew)) await hire(name, ...given);

  /** Gives somebody who is known another role, as if administrators had. */
  const reassign = (name: string, role: string) =>
    database.query(
      `begin;
       alter table packet.role_assignment disable trigger user;
       delete from packet.role_assignment held using packet.person
        where person.person_id = held.person_id and display_name = '${name}' and not exists (
              select from packet.packet_decision signed where signed.role_assignment_id = held.role_assignment_id);
       update packet.role_assignment set valid_from = date '2019-01-01', valid_until = date '2019-12-31'
        where person_id = (select person_id from packet.person where display_name = '${name}');
       insert into packet.role_assignment (role_assignment_id, person_id, role, valid_from, granted_dt, granted_on)
       select gen_random_uuid(), person_id, '${role}', date '2020-01-01', now(), date '2020-01-01'
         from packet.person where display_name = '${name}';
       alter table packet.role_assignment enable trigger user;
       commit`,
    );

  /** Has the ledger publish how a legal entity now stands, and waits until that has arrived. */
  const knowEntity = async (code: string, given: Partial<EntityState> = {}) => {
    const sequence = await publishEntity(code, given);
    await eventually(async () => {
      const known = await database.query(
        'select 1 from packet.legal_entity where code = $1 and sequence >= $2',
        [code, sequence],
      );
      if (known.length === 0) throw new Error(`the legal entity ${code} has not arrived`);
    });
  };
  const usual = new Set<string>();
  const knowUsualEntity = async (code: string) => {
    if (usual.has(code)) return;
    usual.add(code);
    await knowEntity(code);
  };

  const know = async (...states: readonly ReceivableState[]) => {
    for (const { entity } of states) await knowUsualEntity(entity);
    for (const state of states) await imported(publish, state);
    await eventually(async () => {
      const [row] = await database.query<{ known: number }>(
        `select count(*)::int as known from packet.receivable as r
          join unnest($1::uuid[], $2::int[]) as expected (id, version)
            on expected.id = r.billing_item_detail_id and expected.version <= r.version`,
        [states.map((state) => state.receivableId), states.map((state) => state.version)],
      );
      if (row?.known !== states.length) throw new Error('the receivables have not arrived');
    });
  };

  return {
    as,
    know,
    knowEntity,
    hire,
    reassign,
    publish,
    database,
    importRates: service.importRates,
    seedPeople: service.seedPeople,
    issuer: issuer.issuer,
    token: issuer.token,
    call,
    stop: async () => {
      await running.stop();
      await bus.close();
      await issuer.close();
      await database.drop();
      await rm(documents, { recursive: true, force: true });
    },
  };
};
export type PacketServiceUnderTest = Awaited<ReturnType<typeof startPacketService>>;

const collectionLog = { bytes: 'called on 3 January, 5 February and 1 March\n', type: 'text/plain' };

type Step =
  | 'submission'
  | 'submission/preview'
  | 'decisions'
  | 'cancellation'
  | 'recovery'
  | 'recovery/preview';

/** What people do with packets, in few words. Each answers what the service answered. */
export const packetDesk = (service: PacketServiceUnderTest) => {
  const versionOf = async (packetId: string): Promise<number> => (await packet(packetId)).version;
  const step = async (name: string, packetId: string, verb: Step, body: object, version?: number) =>
    service.as(name).post(`/v1/packets/{id}/${verb}`, {
      path: { id: packetId },
      body,
      ifMatch: version ?? (await versionOf(packetId)),
    });
  const attach = (
    name: string,
    packetId: string,
    kind: DocumentKind = 'COLLECTION_LOG',
    receivableId?: string,
  ) =>
    service.as(name).post('/v1/packets/{id}/documents', {
      path: { id: packetId },
      query: { kind, fileName: 'log.txt', receivableId },
      upload: collectionLog,
    });
  const submit = (name: string, packetId: string) => step(name, packetId, 'submission', {});
  const approve = (name: string, packetId: string, version?: number) =>
    step(name, packetId, 'decisions', { decision: 'APPROVE' }, version);
  const reject = (name: string, packetId: string, comment?: string) =>
    step(name, packetId, 'decisions', { decision: 'REJECT', ...(comment === undefined ? {} : { comment }) });

  /** A draft by Clara of aged receivables that rely on one collection log of the packet. */
  const draft = async (name: string, ...states: readonly ReceivableState[]): Promise<string> => {
    await service.know(...states);
    const created = await service.as('clara').post('/v1/packets', {
      body: { name, clientId: states[0]?.client.clientId, defaultCriterion: 'AGED' },
    });
    const { packetId } = bodyOf(created);
    const added = await service.as('clara').post('/v1/packets/{id}/receivables', {
      path: { id: packetId },
      body: { receivableIds: states.map((state) => state.receivableId), usePacketDocument: true },
    });
    if (added.status !== 200) throw new Error(JSON.stringify(added.body));
    await attach('clara', packetId);
    return packetId;
  };
  const submitted = async (name: string, ...states: readonly ReceivableState[]): Promise<string> => {
    const packetId = await draft(name, ...states);
    const answer = await submit('clara', packetId);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return packetId;
  };
  const packet = async (packetId: string) =>
    bodyOf(await service.as('clara').get('/v1/packets/{id}', { path: { id: packetId } }));
  /** Waits until the packet has this status, as it does when another service has answered. */
  const becomes = (packetId: string, statusCd: string) =>
    eventually(async () => {
      const body = await packet(packetId);
      if (body.packetStatusCd !== statusCd) {
        throw new Error(`the packet is ${body.packetStatusCd}, not ${statusCd}`);
      }
      return body;
    });
  const history = async (packetId: string): Promise<readonly string[]> => {
    const answer = await service.as('audrey').get('/v1/packets/{id}/history', { path: { id: packetId } });
    return bodyOf(answer).items.map(({ action, to }) => `${action} ${to}`);
  };
  const refusals = async (packetId: string): Promise<readonly string[]> => {
    const path = { id: packetId };
    const answer = await service.as('audrey').get('/v1/packets/{id}/refused-attempts', { path });
    return bodyOf(answer).items.map(({ by, reason }) => `${by.name} ${reason}`);
  };

  return {
    versionOf,
    step,
    attach,
    submit,
    approve,
    reject,
    draft,
    submitted,
    packet,
    becomes,
    history,
    refusals,
  };
};
