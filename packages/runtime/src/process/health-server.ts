import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';
import { addressOf, close, listen } from './listening.ts';
import { within } from './within.ts';

/** Sooner than those who ask lose patience. */
const answerWithinMs = 3_000;

export type HealthServer = {
  readonly address: string;
  /** What the program says of itself from now on; not ready until it was said once. */
  readonly setReady: (ready: boolean) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Health and metrics of a program on a port of their own: `/livez` asks the event loop only, `/readyz` and `/startupz` also what
 * it depends on, which `ask` rejects for, `/metrics` answers Prometheus' text.
 */
export const startHealthServer = async (
  program: string,
  registry: Registry,
  ask: () => Promise<unknown>,
  { ADMIN_PORT, HOST }: { readonly ADMIN_PORT: number; readonly HOST: string },
): Promise<HealthServer> => {
  let ready = false;
  const readiness = async () => {
    if (!ready) return 'starting or stopping';
    await within(answerWithinMs, ask);
    return undefined;
  };
  const server = await listen(createHealthServer(program, registry, readiness), ADMIN_PORT, HOST);
  return {
    address: addressOf(server),
    setReady: (now) => {
      ready = now;
    },
    stop: () => close(server),
  };
};

/** Answers undefined when the program is ready, else why not. */
type Readiness = () => Promise<string | undefined>;

const createHealthServer = (program: string, registry: Registry, readiness: Readiness): Server =>
  createServer((request, response) => {
    const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'content-type': type }).end(`${text}\n`);
    };
    const ready = async () => {
      const reason = await readiness().catch(() => 'a dependency does not answer');
      if (reason) answer(503, reason);
      else answer(200, 'ready');
    };
    const routes: Readonly<Record<string, () => Promise<void> | void>> = {
      '/livez': () => answer(200, 'alive'),
      '/readyz': ready,
      '/startupz': ready,
      '/version': () => answer(200, program),
      '/metrics': async () => answer(200, await registry.metrics(), registry.contentType),
    };
    const route = routes[request.url ?? ''];
    if (!route || request.method !== 'GET') answer(404, 'not found');
    else void Promise.resolve(route()).catch(() => answer(500, 'failed'));
  });
