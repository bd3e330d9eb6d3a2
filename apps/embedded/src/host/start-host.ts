import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openGateway } from '@recoup/local/gateway/gateway';
import { openMailbox } from '@recoup/simulators/mail/mailbox';
import { mountMailbox } from '@recoup/simulators/mail/mount-mailbox';
import { startSmtpServer } from '@recoup/simulators/mail/smtp-server';
import { startGl } from '@recoup/simulators/netsuite/start-gl';
import { mountIssuer } from '@recoup/simulators/sign-in/mount-issuer';
import { awaitPeople } from './await-people.ts';
import { hostedServices } from './hosted-services.ts';
import { keptPort } from './kept-port.ts';
import { knownIssuers } from './known-issuers.ts';
import { keptLedgerId } from './ledger-id/kept-ledger-id.ts';
import { movableClock } from './movable-clock.ts';
import { mountJournals } from './pages/journals-page.ts';
import { type Shown, startPage } from './pages/start-page.ts';
import { prepareDatabases } from './prepare-databases.ts';
import { startProcesses } from './processes/start-processes.ts';
import type { Supervised } from './processes/supervise.ts';
import { startBroker } from './start-broker.ts';
import { startDatabase } from './start-database.ts';
import { startServices } from './start-in-process.ts';

/** Settings of the person who starts the host that reach the services. */
const passedOn = ['BUSINESS_DATE', 'TIME_ZONE', 'LOG_LEVEL'];

export type HostOptions = {
  readonly dataDir: string;
  readonly port: number;
  /** The services take free ports from here on. Default 8101. */
  readonly firstServicePort?: number;
  /** All services in this process, or each in one of its own. Default one. */
  readonly processes?: 'one' | 'each';
  /** What carries the messages. Default PostgreSQL. */
  readonly bus?: 'postgres' | 'kafka';
  /** Processes that score the daily sync, where each service has one of its own. Default 1; with 0 the risk service scores. */
  readonly scorers?: number;
  /** About how many open receivables one shard of the daily sync holds. Default 4000. */
  readonly shardReceivables?: number;
  /** Whether anybody who reaches the host may put its clock ahead, by `POST /clock`; for trying out. Default no. */
  readonly movableClock?: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  /** Told that nothing works any more, and why: PostgreSQL ended and cannot be started again. Default: it is logged. */
  readonly onLost?: (reason: string) => void;
};

export type Host = {
  readonly shown: Shown;
  /** The services that run in processes of their own; none when all run in this one. */
  readonly processes: readonly Supervised[];
  readonly stop: () => Promise<void>;
};

const chosen = (environment: HostOptions['environment']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Ends what was started, latest first; one that fails does not keep the others running. */
const stopper = (log: HostOptions['log']) => {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse())
      await each().catch((fault) => log(`While stopping: ${fault}`));
  };
  return { onStop: (stopOne: () => Promise<void>) => stops.push(stopOne), stop };
};

/** Services begin so far above the gateway, 8101 beside 8080, so that hosts side by side do not race for the same ports. */
const servicesAbove = 21;

const startParts = async (
  options: HostOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Omit<Host, 'stop'>> => {
  const { dataDir, port, environment, log, processes: layout = 'one', bus: carrier = 'postgres' } = options;
  const scorers = layout === 'each' ? (options.scorers ?? 1) : 0;
  const kept = keptPort(dataDir);
  const gateway = await openGateway(kept.from(port));
  onStop(gateway.stop);
  const { address } = gateway;
  const moved = kept.keep(port, Number(new URL(address).port));
  if (moved) log(moved);
  const postgres = await startDatabase(dataDir, carrier, environment, log, options.onLost ?? log);
  onStop(postgres.stop);
  const bus = await startBroker(carrier, dataDir, environment, log);
  onStop(bus.stop);
  const clock = movableClock(join(dataDir, 'clock'));
  if (existsSync(clock.file))
    log(`The clock of this installation was put ahead: it is ${clock.now().toISOString()}.`);
  const mailbox = await openMailbox(join(dataDir, 'mail'), clock.now);
  const smtp = await startSmtpServer(mailbox, 2_525, log);
  onStop(smtp.stop);
  const gl = await startGl(dataDir);
  onStop(gl.stop);
  const issuer = await mountIssuer(address, dataDir);
  gateway.mount([
    issuer,
    ...mountMailbox(mailbox),
    mountJournals(gl.access.address),
    ...(options.movableClock ? [clock.mount] : []),
  ]);
  const issuers = knownIssuers(join(dataDir, 'issuer', 'issuers.json'), issuer.issuer);

  const start = {
    prepared: await prepareDatabases(postgres, hostedServices),
    environment: {
      LOG_LEVEL: 'warn',
      ...chosen(environment),
      ...bus.settings,
      // What happened on a later day stays in the past, also when the clock is not moved any more.
      ...(options.movableClock || existsSync(clock.file) ? { CLOCK_FILE: clock.file } : {}),
      OIDC_ISSUER: issuer.issuer,
      OIDC_JWKS_URL: `${issuer.issuer}/jwks`,
      OIDC_FORMER_ISSUERS: issuers.filter((name) => name !== issuer.issuer).join(','),
    },
    surroundings: {
      address,
      issuer: issuers[0] ?? issuer.issuer,
      log,
      smtpPort: smtp.port,
      ledgerId: keptLedgerId(dataDir, postgres.name),
      gl: gl.access,
      scoring: {
        by: scorers > 0 ? ('apart' as const) : ('inside' as const),
        shardReceivables: options.shardReceivables ?? 4_000,
      },
    },
    workers: scorers,
    dataDir,
    firstPort: options.firstServicePort ?? Number(new URL(address).port) + servicesAbove,
    onStop,
    log,
  };
  const { services, processes, workers } =
    layout === 'each'
      ? await startProcesses(start)
      : { services: await startServices(start), processes: [], workers: [] };
  gateway.mount(services.map(({ mount }) => mount));
  const missing = await awaitPeople(
    address,
    services.map(({ prefix }) => prefix),
  );
  if (missing.length > 0)
    log(
      `Not every service knows every person yet: ${missing.join(', ')}. Their requests are refused until then.`,
    );
  // Opened first, for its port, and closed first, so that nobody reaches a service that is being stopped.
  onStop(gateway.stop);

  const shown = {
    address,
    services,
    workers: workers.map(({ schema, adminAddress }) => ({ name: schema, adminAddress })),
    issuer: issuer.issuer,
    smtpPort: smtp.port,
    glAddress: gl.access.address,
    postgresPort: postgres.port,
    brokers: bus.brokers,
    dataDir,
  };
  gateway.showStartPage(() => startPage(shown));
  return { shown, processes };
};

/**
 * Starts PostgreSQL, Kafka where it is wanted, mailbox, GL simulator, issuer, the services and the gateway; when one fails, stops
 * those before it.
 */
export const startHost = async (options: HostOptions): Promise<Host> => {
  const { onStop, stop } = stopper(options.log);
  try {
    return { ...(await startParts(options, onStop)), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
};
