import { randomUUID } from 'node:crypto';
import type { RiskApi } from '@recoup/contracts/api/risk';
import { type EventContract, schemaOf } from '@recoup/contracts/envelope';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { ReceivableImportedV1, type ReceivableState } from '@recoup/contracts/receivable.v1';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { type ApiClient, apiClient } from '@recoup/testkit/api-client';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { testIssuer } from '@recoup/testkit/test-issuer';
import { composeRisk } from '../src/compose.ts';
import { riskSettings } from '../src/config.ts';

/** The risk service over real PostgreSQL and its bus; the other services are played by `say`. */
export type RiskInTest = {
  readonly call: ApiClient<RiskApi>;
  readonly database: TestDatabase;
  readonly token: (subject: string) => Promise<string>;
  /** Puts an event on the bus as its producer would; answers its id. */
  readonly say: (contract: EventContract, subject: string, sequence: number, data: object) => Promise<void>;
  readonly sayAgain: () => Promise<void>;
  readonly person: (subject: string, role: string | null, facts?: object) => Promise<string>;
  readonly receivable: (facts?: Partial<ReceivableState>) => Promise<ReceivableState>;
  readonly eventsOf: (riskCaseId: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

/** The business date of all these tests; due dates are counted back from it. */
const today = '2026-04-23';
export const daysAgo = (days: number): string =>
  new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

export const startRisk = async (settings: Readonly<Record<string, string>> = {}): Promise<RiskInTest> => {
  const database = await testDatabase('risk');
  const issuer = await testIssuer();
  const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
  const service = await composeRisk(
    readConfig(riskSettings, {
      CHECK_ANSWERS: 'true',
      ...issuer.settings,
      DATABASE_URL: database.runtimeUrl('risk'),
      MIGRATION_DATABASE_URL: database.ownerUrl('risk'),
      ADMIN_PORT: '0',
      BUSINESS_DATE: today,
      LOG_LEVEL: 'fatal',
      ...settings,
    }),
    bus,
  );
  const running = await service.start();
  let last: Parameters<typeof bus.publish>[0] = [];

  const say: RiskInTest['say'] = async (contract, subject, sequence, data) => {
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
      businessdate: today,
      actor: 'test',
      data: contract.data.parse(data),
    };
    last = [{ topic: contract.topic, key: subject, headers: {}, value: Buffer.from(JSON.stringify(event)) }];
    await bus.publish(last);
  };

  return {
    database,
    say,
    sayAgain: () => bus.publish(last),
    call: apiClient<RiskApi>(running.address),
    token: (subject) => issuer.token(subject),
    person: async (subject, role, facts = {}) => {
      const personId = randomUUID();
      await say(PersonChangedV1, personId, 1, {
        personId,
        version: 1,
        displayName: subject,
        email: `${subject}@example.com`,
        active: true,
        identities: [{ issuer: issuer.issuer, subject }],
        roles: role === null ? [] : [aGrant(role)],
        ...facts,
      });
      return personId;
    },
    receivable: async (facts = {}) => {
      const state = aReceivable(facts);
      await say(ReceivableImportedV1, state.receivableId, state.version, state);
      return state;
    },
    eventsOf: async (riskCaseId) => {
      const rows = await database.query<{ type: string }>(
        `select event_type as type from risk.outbox where aggregate_id = $1 order by id`,
        [riskCaseId],
      );
      return rows.map(({ type }) => type.replace(/^recoup\.risk-case\.(.*)\.v1$/, '$1'));
    },
    stop: async () => {
      await running.stop();
      await bus.close();
      await issuer.close();
      await database.drop();
    },
  };
};

export const aGrant = (role: string, scope: object = {}) => ({
  role,
  entity: null,
  department: null,
  clientId: null,
  validFrom: '2026-01-01',
  validUntil: null,
  ...scope,
});

/** Acme owes USD 18,000 of which 2,000 is the firm's, not yet due. */
const aReceivable = (facts: Partial<ReceivableState> = {}): ReceivableState => ({
  receivableId: randomUUID(),
  version: 1,
  source: 'erp',
  entity: 'US01',
  department: 'Music',
  deal: 'D-1',
  client: { clientId: randomUUID(), number: 'C-1', name: 'XYZ Corp' },
  account: { accountId: randomUUID(), number: 'B-1', name: 'Acme' },
  agent: null,
  invoiceNumber: 'INV-1182',
  invoiceDate: daysAgo(200),
  dueDate: daysAgo(-10),
  currency: 'USD',
  billed: null,
  opening: { revenue: '2000.00', payable: '16000.00', tax: '0.00', fee: '0.00' },
  open: { revenue: '2000.00', payable: '16000.00', tax: '0.00', fee: '0.00' },
  dispute: { open: false, reason: null },
  openItem: true,
  writeOffStatus: null,
  excludeFromCecl: false,
  packetId: null,
  writeOff: null,
  recovered: null,
  settled: null,
  components: [],
  asOf: today,
  agreement: { type: null, status: null, stopDate: null, currentBalance: '0.00' },
  collectionClass: null,
  glReference: null,
  ...facts,
});

export const nothingOpen = { revenue: '0.00', payable: '0.00', tax: '0.00', fee: '0.00' };
