import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** What a service says of its own health: undefined when it is ready, else why not. */
export type Readiness = () => Promise<string | undefined>;

/**
 * Health and metrics on a port of their own: `/livez` asks the event loop only, `/readyz` the dependencies, `/startupz`
 * whether the start has finished, `/metrics` Prometheus' text.
 */
export const createAdminServer = (service: string, registry: Registry, readiness: Readiness): Server =>
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
      '/version': () => answer(200, service),
      '/metrics': async () => answer(200, await registry.metrics(), registry.contentType),
    };
    const route = routes[request.url ?? ''];
    if (!route || request.method !== 'GET') answer(404, 'not found');
    else void Promise.resolve(route()).catch(() => answer(500, 'failed'));
  });
