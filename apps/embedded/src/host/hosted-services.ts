import { join, resolve } from 'node:path';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { composeLedger } from '@recoup/ledger-service/compose';
import { composeNotifier } from '@recoup/notifier/compose';
import { composePackets } from '@recoup/packet-service/compose';
import { composeRisk } from '@recoup/risk-service/compose';
import type { Bus } from '@recoup/runtime/bus/bus';
import type { ServiceConfig } from '@recoup/runtime/process/settings/service-config';
import type { Service } from '@recoup/runtime/service';
import { sampleMapping, writeGlKey } from '@recoup/simulators/netsuite/gl-settings';
import { sampleRates } from '@recoup/simulators/sample-rates';
import { sampleRegistry } from '@recoup/simulators/sample-registry';
import { seededListings } from '@recoup/simulators/sign-in/seeded-people';

/** The parts of this machine that only some services need. */
export type Surroundings = {
  /** The host's one address; services are below `/api/<schema>`. */
  readonly address: string;
  /** The first name that the sign-in had on this data, by which people are known. */
  readonly issuer: string;
  readonly log: (line: string) => void;
  readonly smtpPort: number;
  /** What the ledger of this installation is called in its log. */
  readonly ledgerId: string;
  /** Who takes the shards of the daily sync, and about how many receivables are in one. */
  readonly scoring: { readonly by: 'inside' | 'apart'; readonly shardReceivables: number };
  readonly gl: {
    readonly address: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    /** A private ES256 JSON web key; its `kid` is the certificate id. */
    readonly key: Readonly<Record<string, string>>;
  };
};

export type ServiceResources = Surroundings & {
  /** A folder of the service's own, kept over a restart. */
  readonly folder: string;
  /** The business date on which the host starts. */
  readonly today: CalendarDate;
};

type OwnSettings = Readonly<Record<string, string | number>>;

/** A service that runs in this host; `schema` is also its database role and the end of its prefix, `/api/<schema>`. */
export type HostedService = {
  readonly schema: string;
  /** The program that is the service in a process of its own. */
  readonly program: string;
  /** The settings that only this service has, as texts of an environment. */
  readonly environment: (resources: ServiceResources) => Promise<Readonly<Record<string, string>>>;
  /** The service in this process; `config` holds the settings that every service has. */
  readonly compose: (resources: ServiceResources, config: ServiceConfig, bus: Bus) => Promise<Service>;
  /** What the service must know before it starts, for a program of its own that takes it from a file. */
  readonly seed?: { readonly program: string; readonly content: (resources: ServiceResources) => unknown };
  /** The program that takes a part of the service's work, in as many processes of its own as wanted. */
  readonly worker?: { readonly name: string; readonly program: string };
};

const apps = resolve(import.meta.dirname, '../../..');
const ledgerSeed = { ...sampleRegistry, glMapping: sampleMapping };
const baseCurrency = 'USD' as Currency;

const hosted = <Own extends OwnSettings>(
  folder: string,
  schema: string,
  own: (resources: ServiceResources) => Promise<Own>,
  compose: (config: ServiceConfig & NoInfer<Own>, bus: Bus, resources: ServiceResources) => Promise<Service>,
): HostedService => ({
  schema,
  program: join(apps, folder, 'src/main.ts'),
  environment: async (resources) =>
    Object.fromEntries(Object.entries(await own(resources)).map(([name, value]) => [name, String(value)])),
  compose: async (resources, config, bus) =>
    compose({ ...config, ...(await own(resources)) }, bus, resources),
});

/** Every service of the embedded host, in the order of their start: a new one plugs in here. */
export const hostedServices: readonly HostedService[] = [
  {
    ...hosted(
      'ledger-service',
      'ledger',
      async ({ folder, gl, ledgerId }: ServiceResources) => ({
        LEDGER_ID: ledgerId,
        FILES_DIR: join(folder, 'imports'),
        GL_KIND: 'netsuite' as const,
        GL_FILES_FORMAT: 'csv' as const,
        GL_ADDRESS: gl.address,
        GL_TOKEN_URL: gl.tokenUrl,
        GL_CLIENT_ID: gl.clientId,
        GL_CALLS_AT_ONCE: 2,
        GL_TIMEOUT_MS: 5_000,
        ...(await writeGlKey(folder, gl.key)),
      }),
      async (config, bus) => {
        const ledger = await composeLedger(config, bus);
        await ledger.seedRegistry(ledgerSeed);
        return ledger;
      },
    ),
    seed: {
      program: join(apps, 'ledger-service/src/seed/main.ts'),
      content: () => ledgerSeed,
    },
  },
  {
    ...hosted(
      'packet-service',
      'packet',
      async ({ folder }: ServiceResources) => ({
        DOCUMENTS_DIR: join(folder, 'documents'),
        UPLOADS_A_DAY: 1_000,
        LAST_SIGNATURE_SIGN_IN_MINUTES: 60,
        BASE_CURRENCY: baseCurrency,
      }),
      async (config, bus, { issuer, today, log }) => {
        const packets = await composePackets(config, bus);
        const seeded = await packets.seedPeople(seededListings(issuer));
        if (!seeded.ok) log(`The seeded people are left as they are: ${JSON.stringify(seeded.refusal)}`);
        await packets.importRates(sampleRates(today));
        return packets;
      },
    ),
    seed: {
      program: join(apps, 'packet-service/src/seed/main.ts'),
      content: ({ issuer, today }) => ({ people: seededListings(issuer), rates: sampleRates(today) }),
    },
  },
  {
    ...hosted(
      'risk-service',
      'risk',
      async ({ scoring }: ServiceResources) => ({
        COLLECTIONS_DESK: 'Collections desk',
        SCORING: scoring.by,
        SYNC_SHARD_RECEIVABLES: scoring.shardReceivables,
      }),
      composeRisk,
    ),
    worker: { name: 'scorer', program: join(apps, 'risk-service/src/scorer/main.ts') },
  },
  hosted(
    'notifier',
    'notifier',
    async ({ address, smtpPort }: ServiceResources) => ({
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: 'recoup@recoup.localhost',
      CONSOLE_URL: address,
      MAIL_COLLECT_SECONDS: 10,
      MAIL_RETRY_SECONDS: 10,
    }),
    composeNotifier,
  ),
];
