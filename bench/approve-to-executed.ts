import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaObstacle } from '@recoup/local/kafka/kafka-jars';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { sampleColumns } from '../apps/cli/src/sample/sample-open-items.ts';
import { listAt, numberAt, textAt } from '../apps/cli/src/session/json-path.ts';
import { type Session, signIn } from '../apps/cli/src/session/session.ts';
import { type HostOptions, startHost } from '../apps/embedded/src/host/start-host.ts';
import { type BenchOptions, type BenchResult, latencyResultOf } from './bench-result.ts';
import { quantile } from './quantile.ts';

const packets = 100;
const everyMs = 100;
const businessDate = '2026-03-31';

type Shape = Required<Pick<HostOptions, 'processes' | 'bus'>> & {
  readonly name: string;
  readonly withinMs: number;
};
const shapes: readonly Shape[] = [
  { name: 'embedded', processes: 'one', bus: 'postgres', withinMs: 300 },
  { name: 'Kafka', processes: 'each', bus: 'kafka', withinMs: 1_000 },
];

/** From the last signature to a packet that is executed and complete, ten packets a second, on a whole installation (goal E1). */
export const benchLine = async ({ log }: BenchOptions): Promise<readonly BenchResult[]> => {
  const results: BenchResult[] = [];
  for (const shape of shapes) {
    const obstacle = shape.bus === 'kafka' ? kafkaObstacle() : undefined;
    if (obstacle) {
      log(`${shape.name} is left out: ${obstacle}`);
      continue;
    }
    const latencies = await onInstallation(shape, log);
    log(`${shape.name}: p50 ${quantile(latencies, 0.5)} ms, p95 ${quantile(latencies, 0.95)} ms`);
    results.push(
      latencyResultOf({
        bench: `line, ${shape.name}`,
        goal: `E1: p95 from the last approval to complete below ${shape.withinMs} ms at 10 packets/s`,
        most: 1,
        n: packets,
        limitMs: shape.withinMs,
        oursMs: quantile(latencies, 0.95),
      }),
    );
  }
  return results;
};

const onInstallation = async (shape: Shape, log: BenchOptions['log']): Promise<readonly number[]> => {
  const dataDir = await throwawayFolder('recoup-bench-line-');
  const host = await startHost({
    dataDir,
    port: 19_380,
    processes: shape.processes,
    bus: shape.bus,
    environment: { ...process.env, BUSINESS_DATE: businessDate, LOG_LEVEL: 'error' },
    log: () => undefined,
  });
  try {
    const as = (login: string) => signIn(host.shown.address, login);
    const author = await as('client-accounting-1');
    const [first, second, last] = await Promise.all(
      ['agent-1', 'dept-head-1', 'vp-client-accounting-1'].map(as),
    );
    if (!(first && second && last)) throw new Error('the installation lacks its people');
    const ids: string[] = [];
    for (const receivableId of await openItems(author)) {
      ids.push(await packetBeforeItsLastSignature(author, [first, second], receivableId, ids.length + 1));
      if (ids.length % 25 === 0)
        log(`${shape.name}: ${ids.length} of ${packets} packets wait for their last signature`);
    }
    await signAtSteadyPace(last, ids);
    return await Promise.all(ids.map((id) => latencyOf(author, id)));
  } finally {
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const openItems = async (author: Session): Promise<readonly string[]> => {
  const rows = Array.from(
    { length: packets },
    (_, n) =>
      `US01,Film,D-1,C-1,XYZ Corp,B-1,Acme Inc,A-1,Ann Agent,E1-${n},2025-12-01,2025-12-31,USD,100.00,900.00,0.00,0.00,false,`,
  );
  await author.get('POST', `/ledger/v1/imports?asOf=${businessDate}`, {
    upload: { bytes: [sampleColumns, ...rows].join('\n'), type: 'text/csv' },
  });
  for (;;) {
    const found = await author.get('GET', `/packet/v1/receivables?currency=USD&limit=${packets}`);
    const ids = listAt(found, 'items').map((item) => textAt(item, 'receivableId'));
    if (ids.length === packets) return ids;
    await pause(200);
  }
};

const packetBeforeItsLastSignature = async (
  author: Session,
  signers: readonly Session[],
  receivableId: string,
  number: number,
): Promise<string> => {
  const body = { name: `Bench ${number}`, receivableIds: [receivableId], defaultCriterion: 'AGED' };
  const id = textAt(await author.get('POST', '/packet/v1/packets', { body }), 'packetId');
  const path = `/packet/v1/packets/${id}`;
  const ifMatch = async () => numberAt(await author.get('GET', path), 'version');
  await author.get(
    'POST',
    `${path}/documents?kind=COLLECTION_LOG&fileName=log.txt&receivableId=${receivableId}`,
    { upload: { bytes: 'Called on 12 January, no answer since.', type: 'text/plain' } },
  );
  await author.get('POST', `${path}/submission`, { ifMatch: await ifMatch(), body: {} });
  for (const signer of signers) await sign(signer, id);
  return id;
};

const sign = async (signer: Session, id: string): Promise<void> => {
  const path = `/packet/v1/packets/${id}`;
  const ifMatch = numberAt(await signer.get('GET', path), 'version');
  await signer.get('POST', `${path}/decisions`, { ifMatch, body: { decision: 'APPROVE' } });
};

/** One signature every tenth of a second, whether or not the one before was answered. */
const signAtSteadyPace = async (signer: Session, ids: readonly string[]): Promise<void> => {
  const began = performance.now();
  await Promise.all(
    ids.map(async (id, index) => {
      await pause(Math.max(0, began + index * everyMs - performance.now()));
      await sign(signer, id);
    }),
  );
};

/** From the history of the packet itself, once it is complete. */
const latencyOf = async (reader: Session, id: string): Promise<number> => {
  for (;;) {
    const entries = listAt(await reader.get('GET', `/packet/v1/packets/${id}/history`), 'items');
    const at = (status: string) =>
      Date.parse(
        textAt(
          entries.find((one) => textAt(one, 'to') === status),
          'at',
        ),
      );
    if (at('COMPLETE')) return at('COMPLETE') - at('APPROVED');
    await pause(500);
  }
};
