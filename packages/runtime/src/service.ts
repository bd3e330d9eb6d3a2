import type { EventContract } from '@recoup/contracts/envelope';
import express, { type Express } from 'express';
import { sql } from 'kysely';
import type { Bus } from './bus/bus.ts';
import { checkRoutes } from './checks/check-routes.ts';
import { openCheckSession } from './checks/check-session.ts';
import { startInvariantWatch } from './checks/invariant-watch.ts';
import {
  type ControlTotal,
  checkInvariants,
  type Invariant,
  messagingInvariants,
} from './checks/invariants.ts';
import { singleFlight } from './checks/single-flight.ts';
import { type ConsumerGroup, createConsumerGroups } from './consumer/consumer-groups.ts';
import type { Database } from './database/database.ts';
import { deadLetterRoutes } from './dead-letters/http/dead-letter-routes.ts';
import { type FourEyes, fourEyesOf } from './dead-letters/http/four-eyes.ts';
import { cursorCodec } from './http/cursor.ts';
import { apiPage } from './http/documentation/api-page.ts';
import { openApiOf } from './http/documentation/openapi.ts';
import type { Endpoint } from './http/endpoint.ts';
import { startExpiringAnswers } from './http/idempotency/expiry.ts';
import { sendPage } from './http/page.ts';
import type { Actor, Directory } from './http/people-directory.ts';
import { bearerVerifier, type Identity } from './http/serving/bearer.ts';
import { answerBrokenRequests } from './http/serving/broken-requests.ts';
import { createRouter } from './http/serving/router.ts';
import { removeStaleUploads } from './http/uploads/stale-uploads.ts';
import type { Subscription } from './inbox/subscription.ts';
import { measureMessages } from './message-metrics.ts';
import { startRelay } from './outbox/relay.ts';
import { armFailpoints } from './process/failpoint.ts';
import { startHealthServer } from './process/health-server.ts';
import { addressOf, close, listen } from './process/listening.ts';
import type { Logger } from './process/logger.ts';
import type { Running } from './process/loop.ts';
import type { ServiceMetrics } from './process/metrics.ts';
import type { ServiceConfig } from './process/settings/service-config.ts';
import { requireSafeSignIn } from './process/settings/sign-in-settings.ts';

/** All that makes one service what it is; the rest every service does alike. */
export type ServiceParts = {
  readonly name: string;
  readonly title: string;
  readonly config: ServiceConfig;
  readonly database: Database;
  readonly bus: Bus;
  /** The topics of which the bus keeps the newest event of each key. */
  readonly compacted: ReadonlySet<string>;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  readonly directory: Directory;
  readonly today: () => string;
  /** Called with each account that is used and known. */
  readonly noteSignIn?: (identity: Identity, actor: Actor) => Promise<void>;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly endpoints: readonly Endpoint[];
  /** What it listens to as the group of its name. */
  readonly subscriptions: readonly Subscription[];
  /** Other groups in which it is one of several programs. */
  readonly groups?: readonly ConsumerGroup[];
  /** What must hold in this service beside what every service promises about its messages. */
  readonly invariants?: readonly Invariant[];
  readonly controlTotals?: readonly ControlTotal[];
  /** What two persons decide here; without it one operator alone replays or discards a dead letter. */
  readonly fourEyes?: FourEyes;
  /** Work beside the requests: senders, sealers, timers. Started last, stopped before the relay. */
  readonly jobs?: readonly (() => Running)[];
};

export type Service = {
  readonly name: string;
  readonly title: string;
  readonly app: Express;
  readonly start: () => Promise<RunningService>;
};

export type RunningService = {
  readonly name: string;
  readonly address: string;
  readonly adminAddress: string;
  /** Not ready, no new requests, consumers done, jobs done, relay done, database closed: in this order. */
  readonly stop: () => Promise<void>;
};

export const createService = (parts: ServiceParts): Service => {
  const { name, title, config, database, bus, logger, metrics } = parts;
  requireSafeSignIn(config);
  const own: ConsumerGroup = { group: name, subscriptions: parts.subscriptions };
  const groups = [own, ...(parts.groups ?? [])];
  const consumers = createConsumerGroups(
    { ...parts, failingAggregatesMax: config.FAILING_AGGREGATES_MAX },
    groups,
  );
  const listening = groups.flatMap(({ group, subscriptions }) =>
    subscriptions.filter(({ kind }) => kind === 'facts').map(({ topic }) => ({ consumer: group, topic })),
  );
  const invariants = [...(parts.invariants ?? []), ...messagingInvariants];
  const checking = openCheckSession(config.DATABASE_URL, database.schema, (error) =>
    logger.warn({ reason: error.message }, 'the connection for checks was lost'),
  );
  const check = singleFlight(() => checkInvariants(checking, invariants));
  const fourEyes = fourEyesOf(parts.fourEyes, consumers, parts);
  const endpoints = [
    ...parts.endpoints,
    ...deadLetterRoutes(database, consumers, cursorCodec(config.CURSOR_SECRET), fourEyes.resolutionChanges),
    ...fourEyes.endpoints,
    ...checkRoutes(checking, check, parts.controlTotals ?? [], listening, consumers.lag),
  ];
  const app = express();
  app.disable('x-powered-by');
  const document = openApiOf(title, endpoints);
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  app.get('/docs', (_request, response) => {
    sendPage(response, 200, apiPage(document));
  });
  app.use(
    createRouter({
      endpoints,
      database,
      directory: parts.directory,
      formerIssuers: config.OIDC_FORMER_ISSUERS,
      ...(parts.noteSignIn ? { noteSignIn: parts.noteSignIn } : {}),
      today: parts.today,
      logger,
      metrics,
      checkAnswers: config.CHECK_ANSWERS,
      verify: bearerVerifier({
        issuer: config.OIDC_ISSUER,
        jwksUrl: config.OIDC_JWKS_URL,
        audience: config.OIDC_AUDIENCE,
        tokenType: config.OIDC_TOKEN_TYPE,
        algorithm: config.OIDC_ALGORITHM,
      }),
    }),
  );
  measureMessages(metrics, database);

  const start = async (): Promise<RunningService> => {
    armFailpoints(config.FAILPOINT_FILE);
    await removeStaleUploads(new Date());
    const server = await listen(app, config.PORT, config.HOST);
    answerBrokenRequests(server);
    const admin = await startHealthServer(
      name,
      metrics.registry,
      () => database.query(sql`select 1`),
      config,
    );
    const relay = startRelay({
      url: config.DATABASE_URL,
      schema: database.schema,
      bus,
      compacted: parts.compacted,
      logger,
      metrics,
    });
    database.afterCommit(relay.wake);
    const consuming = await consumers.start();
    const watch = () => startInvariantWatch({ invariants, check, metrics, logger });
    const forget = () => startExpiringAnswers(database, metrics, logger);
    const jobs = [...(parts.jobs ?? []), watch, forget, ...fourEyes.jobs].map((startJob) => startJob());
    admin.setReady(true);
    logger.info({ address: addressOf(server), admin: admin.address }, `${name} is ready`);

    return {
      name,
      address: addressOf(server),
      adminAddress: admin.address,
      stop: async () => {
        admin.setReady(false);
        await close(server);
        await consuming.stop();
        await Promise.all(jobs.map((job) => job.stop()));
        await relay.stop();
        await admin.stop();
        await checking.close();
        await database.close();
      },
    };
  };

  return { name, title, app, start };
};
