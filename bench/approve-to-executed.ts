import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaObstacle } from '@recoup/local/kafka/kafka-jars';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { openItemHeader } from '../apps/cli/src/sample/sample-open-items.ts';
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
    environment: { BUSINESS_DATE: businessDate, LOG_LEVEL: 'error' },
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
  await author.post('/ledger/v1/imports', {
    query: { asOf: businessDate },
    upload: { bytes: openItemHeader + rows.join('\n'), type: 'text/csv' },
  });
  for (;;) {
    const found = await author.get('/packet/v1/receivables', { query: { currency: 'USD', limit: packets } });
    const ids = found.items.map(({ receivableId }) => receivableId);
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
  const { packetId } = await author.post('/packet/v1/packets', {
    body: { name: `Bench ${number}`, receivableIds: [receivableId], defaultCriterion: 'AGED' },
  });
  const path = { id: packetId };
  await author.post('/packet/v1/packets/{id}/documents', {
    path,
    query: { kind: 'COLLECTION_LOG', fileName: 'log.txt', receivableId },
    upload: { bytes: 'Called on 12 January, no answer since.', type: 'text/plain' },
  });
  const { version } = await author.get('/packet/v1/packets/{id}', { path });
  await author.post('/packet/v1/packets/{id}/submission', { path, ifMatch: version, body: {} });
  for (const signer of signers) await sign(signer, packetId);
  return packetId;
};

const sign = async (signer: Session, id: string): Promise<void> => {
  const path = { id };
  const { version } = await signer.get('/packet/v1/packets/{id}', { path });
  const body = { decision: 'APPROVE' } as const;
  await signer.post('/packet/v1/packets/{id}/decisions', { path, ifMatch: version, body });
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
    const { items } = await reader.get('/packet/v1/packets/{id}/history', { path: { id } });
    const at = (status: string) => Date.parse(items.find(({ to }) => to === status)?.at ?? '');
    if (at('COMPLETE')) return at('COMPLETE') - at('APPROVED');
    await pause(500);
  }
};
