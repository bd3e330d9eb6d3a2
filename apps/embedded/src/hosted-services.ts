import { join } from 'node:path';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { composeLedger } from '@recoup/ledger-service/compose';
import { composeNotifier } from '@recoup/notifier/compose';
import { composePackets } from '@recoup/packet-service/compose';
import { composeRisk } from '@recoup/risk-service/compose';
import type { Bus } from '@recoup/runtime/bus';
import type { Service } from '@recoup/runtime/service';
import type { ServiceConfig } from '@recoup/runtime/service-config';
import { writeGlSettings } from './gl-settings.ts';
import { sampleRates } from './sample/sample-rates.ts';
import { seededPeople } from './seeded-people.ts';

/** The parts of this machine that only some services need. */
export type Surroundings = {
  /** The host's one address; services are below `/api/<schema>`. */
  readonly address: string;
  /** Every name the sign-in has had on this data, the present one first. */
  readonly issuers: readonly string[];
  readonly smtpPort: number;
  readonly gl: {
    readonly address: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    /** A private ES256 JSON web key; its `kid` is the certificate id. */
    readonly key: Readonly<Record<string, string>>;
  };
};

export type Lent = Surroundings & {
  /** The settings that every service has, filled for this one. */
  readonly config: ServiceConfig;
  readonly bus: Bus;
  /** A folder of the service's own, kept over a restart. */
  readonly folder: string;
  /** The business date on which the host starts. */
  readonly today: CalendarDate;
};

/** A service that runs in this host; `schema` is also its database role and the end of its prefix, `/api/<schema>`. */
export type HostedService = {
  readonly schema: string;
  readonly compose: (lent: Lent) => Promise<Service>;
};

const baseCurrency = 'USD' as Currency;

/** Every service of the embedded host, in the order of their start: the place where a new one plugs in. */
export const hostedServices: readonly HostedService[] = [
  {
    schema: 'ledger',
    compose: async ({ config, bus, folder, gl }) =>
      composeLedger(
        {
          ...config,
          LEDGER_ID: 'recoup',
          FILES_DIR: join(folder, 'imports'),
          GL_ADDRESS: gl.address,
          GL_TOKEN_URL: gl.tokenUrl,
          GL_CLIENT_ID: gl.clientId,
          GL_TIMEOUT_MS: 5_000,
          ...(await writeGlSettings(folder, gl.key)),
        },
        bus,
      ),
  },
  {
    schema: 'packet',
    compose: async ({ config, bus, folder, issuers, today }) => {
      const packets = await composePackets(
        {
          ...config,
          DOCUMENTS_DIR: join(folder, 'documents'),
          UPLOADS_A_DAY: 1_000,
          BASE_CURRENCY: baseCurrency,
        },
        bus,
      );
      const imported = await packets.importPeople(
        seededPeople.map(({ login, role, displayName, email }) => ({
          displayName,
          email,
          identities: issuers.map((issuer) => ({ issuer, subject: login })),
          roles: [{ role, validFrom: '2000-01-01' }],
        })),
      );
      if (!imported.ok) throw new Error(`The seeded people are refused: ${JSON.stringify(imported.refusal)}`);
      await packets.importRates(sampleRates(today));
      return packets;
    },
  },
  {
    schema: 'risk',
    compose: ({ config, bus }) => composeRisk({ ...config, COLLECTIONS_DESK: 'Collections desk' }, bus),
  },
  {
    schema: 'notifier',
    compose: ({ config, bus, address, smtpPort }) =>
      composeNotifier(
        {
          ...config,
          SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
          MAIL_FROM: 'recoup@recoup.localhost',
          CONSOLE_URL: address,
          MAIL_COLLECT_SECONDS: 10,
          MAIL_RETRY_SECONDS: 10,
        },
        bus,
      ),
  },
];
