import { createServer } from 'node:http';
import { listenOnFreePort } from '@recoup/local/free-port';
import express, { type ErrorRequestHandler, json, urlencoded } from 'express';
import * as z from 'zod';
import type { GlClient } from './access/tokens.ts';
import { admin } from './admin.ts';
import { errorEnvelope } from './error-envelope.ts';
import { faulty, signedIn } from './faulty.ts';
import { jobPath, jobRoutes } from './jobs/job-routes.ts';
import { journalEntries, recordPath } from './journals/journal-entries.ts';
import { inFlight } from './limits/in-flight.ts';
import { type NetsuiteSimulator, openNetsuiteSimulator } from './netsuite-simulator.ts';
import { appliedRoutes } from './records/applied/applied-routes.ts';
import { recordRoutes } from './records/record-routes.ts';
import { suiteQl } from './records/suite-ql.ts';

const tokenPath = '/services/rest/auth/oauth2/v1/token';
const requestsMax = 1_000;

const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string(),
});

const onFault: ErrorRequestHandler = (fault, _request, response, _next) => {
  const detail = fault instanceof Error ? fault.message : String(fault);
  response.status(400).json(errorEnvelope(400, [{ detail, code: 'INVALID_CONTENT' }]));
};

const application = (simulator: NetsuiteSimulator, address: () => string) => {
  const tokenUrl = () => `${address()}${tokenPath}`;
  return express()
    .disable('x-powered-by')
    .use((request, response, next) => {
      const { method, originalUrl: path } = request;
      response.once('close', () => {
        simulator.requests.push({
          at: simulator.now().toISOString(),
          method,
          path,
          status: response.statusCode,
        });
        simulator.requests.splice(0, Math.max(0, simulator.requests.length - requestsMax));
      });
      next();
    })
    .use('/__admin', admin(simulator))
    .post(tokenPath, urlencoded({ extended: false }), async (request, response) => {
      const asked = TokenRequest.safeParse(request.body);
      if (!asked.success) {
        response.status(400).json({ error: 'invalid_request' });
        return;
      }
      try {
        const token = await simulator.tokens.exchange(asked.data.client_assertion, tokenUrl());
        const seconds = String(simulator.settings().tokenSeconds);
        response.json({ access_token: token, expires_in: seconds, token_type: 'Bearer' });
      } catch (fault) {
        const reason = fault instanceof Error ? fault.message : String(fault);
        response.status(400).json({ error: 'invalid_grant', error_description: reason });
      }
    })
    .use(
      '/services/rest',
      json({ limit: '104mb' }),
      inFlight(simulator.settings),
      faulty(simulator),
      signedIn(simulator),
    )
    .use(recordPath, journalEntries(simulator, address))
    .use('/services/rest/record/v1', appliedRoutes(simulator, address), recordRoutes(simulator))
    .use('/services/rest/query/v1/suiteql', suiteQl(simulator))
    .use(jobPath, jobRoutes(simulator.jobs, address))
    .use(onFault);
};

export type NetsuiteSimulatorOptions = {
  /** Keeps posted journals, accounts, closed periods and settings. */
  readonly folder: string;
  readonly port?: number;
  /** Where others reach it, when that is not loopback: it then listens on every address of this machine. */
  readonly address?: string;
  readonly clients?: readonly GlClient[];
  readonly now?: () => Date;
};

/** A simulator of NetSuite's REST services on a port of its own (the next free one). */
export const startNetsuiteSimulator = async (options: NetsuiteSimulatorOptions) => {
  const { folder, port: wished = 8_190, clients = [], now = () => new Date() } = options;
  const simulator = openNetsuiteSimulator(folder, now);
  for (const client of clients) simulator.tokens.register(client);

  let address = '';
  const server = createServer(application(simulator, () => address));
  const port = await listenOnFreePort(server, wished, options.address ? '0.0.0.0' : '127.0.0.1');
  address = options.address ?? `http://127.0.0.1:${port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address, tokenUrl: `${address}${tokenPath}`, stop };
};
