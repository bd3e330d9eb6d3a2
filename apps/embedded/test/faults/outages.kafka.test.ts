import { randomUUID } from 'node:crypto';
import { accepted, signIn } from '@recoup/cli/session/session';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { requestToken } from '@recoup/local/request-token';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, startInstallation } from '../installation/installation.fixture.ts';
import { type OwnServers, ownServers } from '../installation/own-servers.fixture.ts';
import {
  approvedByAll,
  atRest,
  mailedOnce,
  postedOnce,
  recovered,
  submittedPacket,
  walk,
} from '../installation/packet-walk.fixture.ts';
import { memoryOf } from '../installation/service-memory.fixture.ts';

const brokerAwayMs = 60_000;
const databaseAwayMs = 60_000;
const stoppedMs = 10_000;
const answeredWithinMs = 12_000;
/** What a service may need more while something is away: a heap that was not yet collected, not a backlog in memory. */
const growthMb = 150;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.runIf(kafkaAvailable())('an installation that loses what it stands on', { timeout: 300_000 }, () => {
  let servers: OwnServers;
  let installation: Installation;
  const faults: string[] = [];

  beforeAll(async () => {
    servers = await ownServers(1, 32_000);
    installation = await startInstallation({ processes: 'each', bus: 'kafka' }, servers.settings);
  }, 180_000);
  afterAll(async () => {
    await installation?.stop();
    await servers?.stop();
    console.log(`${faults.length} faults: ${faults.join(', ')}`);
  }, 60_000);

  const pids = () => installation.processes.map(({ pid }) => pid());
  const expectFlat = (before: Readonly<Record<string, number>>) => {
    const after = memoryOf(installation);
    console.log(`memory in MB before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
    for (const [schema, used] of Object.entries(after))
      expect(used - (before[schema] ?? 0), schema).toBeLessThan(growthMb);
  };

  it('answers every request while the broker is away for a minute, and publishes everything afterwards', async () => {
    const name = 'broker away';
    const id = await submittedPacket(installation, name);
    const [running, memory] = [pids(), memoryOf(installation)];
    const accountant = await signIn(installation.address, 'client-accounting-1');
    await servers.killBroker(0);
    const end = Date.now() + brokerAwayMs;
    faults.push('broker away');

    await approvedByAll(installation, id);
    const invoices: string[] = [];
    for (let slowest = 0; Date.now() < end; expect(slowest).toBeLessThan(answeredWithinMs)) {
      const invoice = `away-${randomUUID()}`;
      const began = Date.now();
      const taken = await accountant.answers.post('/ledger/v1/imports', {
        query: { asOf: '2026-03-31' },
        upload: { bytes: installation.file({ invoice }), type: 'text/csv' },
      });
      expect(taken).toMatchObject({ status: 201, body: { state: 'COMMITTED' } });
      for (const path of ['/packet/v1/approvals', '/risk/v1/risk-cases', '/notifier/v1/deliveries'] as const)
        expect(await accountant.answers.get(path), path).toMatchObject({ status: 200 });
      slowest = Math.max(slowest, Date.now() - began);
      invoices.push(invoice);
      await pause(500);
    }
    await servers.restartBroker(0);

    await recovered(installation, id);
    await postedOnce(installation, id);
    await mailedOnce(installation, name, 1);
    for (const invoice of invoices) await arrived(installation, invoice);
    await atRest(installation);
    expect(pids()).toEqual(running);
    expectFlat(memory);
  });

  it('starts while the broker is away, answers, and takes in what waited when it is back', async () => {
    const name = 'started without a broker';
    const id = await submittedPacket(installation, name);
    await servers.killBroker(0);
    faults.push('broker away at a start');

    await Promise.all(installation.processes.map((service) => service.restart()));
    await approvedByAll(installation, id);
    await servers.restartBroker(0);

    await recovered(installation, id);
    await postedOnce(installation, id);
    await mailedOnce(installation, name, 1);
    await atRest(installation);
  });

  it('refuses clearly while the database is away, and goes on by itself when it is back', async () => {
    const name = 'database away';
    const id = await submittedPacket(installation, name);
    await approvedByAll(installation, id);
    const [running, memory] = [pids(), memoryOf(installation)];
    const { token = '' } = await requestToken(installation.address, 'client-accounting-1');
    await servers.crashDatabase();
    const end = Date.now() + databaseAwayMs;
    faults.push('database away');

    let refused = 0;
    for (; Date.now() < end; await pause(200)) {
      for (const request of requests(installation)) {
        await expectRefusal(installation, token, request);
        refused += 1;
      }
    }
    console.log(`${refused} requests were refused while the database was away`);
    await servers.restartDatabase();

    await recovered(installation, id);
    await postedOnce(installation, id);
    await mailedOnce(installation, name, 2);
    await walk(installation, 'after the database');
    await atRest(installation);
    expect(pids()).toEqual(running);
    expectFlat(memory);
  });

  it.each(['ledger', 'packet', 'notifier', 'risk'])(
    'doubles nothing when %s stands still for longer than its session and goes on as if nothing was',
    async (schema) => {
      const name = `${schema} stopped`;
      const id = await submittedPacket(installation, name);
      const pid = Number(installation.processes.find((one) => one.schema === schema)?.pid());
      const approving = approvedByAll(installation, id);
      if (schema === 'packet') await pause(300);
      else await approving;
      process.kill(pid, 'SIGSTOP');
      faults.push(name);
      await pause(stoppedMs);
      process.kill(pid, 'SIGCONT');

      await approving;
      await recovered(installation, id);
      await postedOnce(installation, id);
      await mailedOnce(installation, name, 1);
      await atRest(installation);
    },
  );
});

const arrived = (installation: Installation, invoice: string) =>
  eventually(async () => {
    const query = { invoiceNumber: [invoice] };
    const found = await installation.as('client-accounting-1').get('/packet/v1/receivables', { query });
    if (accepted(found).items.length === 0) throw new Error(`${invoice} has not arrived`);
  }, 40_000);

type Refusable = { readonly path: string; readonly type?: string; readonly body?: string };

/** Something to read and something to do of the services. */
const requests = (installation: Installation): readonly Refusable[] => [
  { path: '/packet/v1/packets', type: 'application/json', body: '{"name":"x"}' },
  { path: '/ledger/v1/imports?asOf=2026-03-31', type: 'text/csv', body: installation.file({ invoice: 'x' }) },
  { path: '/packet/v1/approvals' },
  { path: '/risk/v1/risk-cases' },
  { path: '/notifier/v1/deliveries' },
];

/** 503 as a problem document, soon, with the time after which to ask again. */
const expectRefusal = async (
  installation: Installation,
  token: string,
  { path, type, body }: Refusable,
): Promise<void> => {
  const began = Date.now();
  const headers = new Headers({ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() });
  if (type) headers.set('content-type', type);
  const answer = await fetch(`${installation.address}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers,
    body: body ?? null,
  });
  expect({ path, status: answer.status, problem: await answer.json() }).toMatchObject({
    path,
    status: 503,
    problem: { code: 'TRY_AGAIN' },
  });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Date.now() - began).toBeLessThan(answeredWithinMs);
};
