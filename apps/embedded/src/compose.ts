import { join } from 'node:path';
import { startLocalPostgres } from '@recoup/local/postgres';
import { openGateway } from './gateway.ts';
import { startGlStandIn } from './gl-stand-in/server.ts';
import { hostedServices } from './hosted-services.ts';
import { mountIssuer } from './issuer/mount-issuer.ts';
import { signingKey } from './issuer/signing-key.ts';
import { openLetterbox } from './mail-sink/letterbox.ts';
import { mountOutbox } from './mail-sink/mount-outbox.ts';
import { startSmtpSink } from './mail-sink/smtp-sink.ts';
import { type Shown, startPage } from './start-page.ts';
import { type StartedService, startServices } from './start-services.ts';

const glClientId = 'recoup-ledger';
/** Settings of the person who starts the host that reach the services. */
const passedOn = ['BUSINESS_DATE', 'TIME_ZONE', 'LOG_LEVEL'];

export type HostOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
};

export type Host = { readonly shown: Shown; readonly stop: () => Promise<void> };

const publicPart = ({ kty, crv, x, y }: Awaited<ReturnType<typeof signingKey>>) => ({ kty, crv, x, y });

/** Ends what was started, latest first; one that fails does not keep the others running. */
const stopper = (log: HostOptions['log']) => {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse())
      await each().catch((fault) => log(`While stopping: ${fault}`));
  };
  return { onStop: (stopOne: () => Promise<void>) => stops.push(stopOne), stop };
};

const startParts = async (
  options: HostOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Shown> => {
  const { dataDir, log, environment } = options;
  const postgres = await startLocalPostgres({ dataDir: join(dataDir, 'postgres'), log });
  onStop(postgres.stop);

  const letterbox = await openLetterbox(join(dataDir, 'mail'), () => new Date());
  const smtp = await startSmtpSink(letterbox, 2_525, log);
  onStop(smtp.stop);

  const glFolder = join(dataDir, 'gl-stand-in');
  const glKey = await signingKey(join(glFolder, 'ledger-key.json'));
  const glClient = { clientId: glClientId, certificateId: glKey.kid, publicKey: publicPart(glKey) };
  const gl = await startGlStandIn({ folder: glFolder, clients: [glClient] });
  onStop(gl.stop);

  const services: StartedService[] = [];
  onStop(async () => {
    for (const service of services.toReversed()) await service.stop();
  });
  const gateway = await openGateway(options.port);
  onStop(gateway.stop);
  const { address } = gateway;
  const issuer = await mountIssuer(address, dataDir);
  gateway.mount([issuer, ...mountOutbox(letterbox)]);

  const given = passedOn.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const common = {
    LOG_LEVEL: 'warn',
    ...Object.fromEntries(given),
    OIDC_ISSUER: issuer.issuer,
    OIDC_JWKS_URL: `${issuer.issuer}/jwks`,
  };
  const lent = {
    environment: common,
    smtpPort: smtp.port,
    gl: { address: gl.address, tokenUrl: gl.tokenUrl, clientId: glClientId, key: glKey },
  };
  await startServices(hostedServices, postgres.adminUrl, lent, (service) => {
    services.push(service);
    gateway.mount([service.mount]);
  });

  const shown = {
    address,
    services,
    issuer: issuer.issuer,
    smtpPort: smtp.port,
    glAddress: gl.address,
    postgresPort: postgres.port,
    dataDir,
  };
  gateway.showStartPage(() => startPage(shown));
  return shown;
};

/** Starts PostgreSQL, mail sink, GL stand-in, issuer, the services and the gateway; when one fails, stops those before it. */
export const startHost = async (options: HostOptions): Promise<Host> => {
  const { onStop, stop } = stopper(options.log);
  try {
    return { shown: await startParts(options, onStop), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
};
