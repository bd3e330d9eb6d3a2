import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { commandOf } from '@recoup/local/process';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostedServices } from '../../src/host/hosted-services.ts';
import { addressOf, aProgram } from '../installation/host-process.fixture.ts';

let dataDir = '';
let host: ReturnType<typeof aProgram>;
let address = '';

const pidIn = (file: string) => Number.parseInt(readFileSync(join(dataDir, file), 'utf8'), 10);
const serviceFile = ({ schema }: { schema: string }) => `${schema}/service.pid`;
const everyProcess = () =>
  [
    ...hostedServices.map(serviceFile),
    'scorer-1/service.pid',
    'scorer-2/service.pid',
    'kafka/node-1/kafka.pid',
    'postgres/cluster/postmaster.pid',
  ].map(pidIn);
const lives = (pid: number) => commandOf(pid) !== '';

describe.runIf(kafkaAvailable())('the distributed shape on one machine', () => {
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'recoup-host-'));
    host = aProgram('embedded/src/start-kafka.ts', [], {
      RECOUP_DATA: dataDir,
      PORT: '10380',
      KAFKA_SESSION_MS: '6000',
      SCORERS: '2',
    });
    address = await addressOf(host);
  });
  afterAll(async () => {
    host?.child.kill('SIGTERM');
    await host?.ended;
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('runs each service as a process of its own behind one address', async () => {
    expect(new Set(everyProcess()).size).toBe(hostedServices.length + 4);
    for (const { schema } of hostedServices)
      expect((await fetch(`${address}/api/${schema}/openapi.json`)).status).toBe(200);
    const startPage = await (await fetch(address)).text();
    expect(startPage).toContain('over Kafka');
    expect(startPage).toMatch(/scorer-1.*readyz.*scorer-2.*readyz/s);
  });

  it('starts a killed service again, and says meanwhile that it does not answer', async () => {
    const killed = pidIn('ledger/service.pid');
    process.kill(killed, 'SIGKILL');

    await eventually(async () =>
      expect((await fetch(`${address}/api/ledger/openapi.json`)).status).toBe(502),
    );
    await eventually(
      async () => expect((await fetch(`${address}/api/ledger/openapi.json`)).status).toBe(200),
      30_000,
    );
    expect(pidIn('ledger/service.pid')).not.toBe(killed);
    expect(host.said.output).toContain('ledger ended unexpectedly (killed). Starting it again.');
  });

  it('stops in order on Ctrl-C and leaves no process', async () => {
    const processes = everyProcess();
    host.child.kill('SIGINT');
    expect(await host.ended).toBe(0);
    expect(processes.filter(lives)).toEqual([]);
  });
});
