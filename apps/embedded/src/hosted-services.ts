import { join } from 'node:path';
import { composeLedger } from '@recoup/ledger-service/compose';
import type { Bus } from '@recoup/runtime/bus';
import type { Service } from '@recoup/runtime/service';
import type { ServiceConfig } from '@recoup/runtime/service-config';
import { writeGlSettings } from './gl-settings.ts';

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
};

/** A service that runs in this host; `schema` is also its database role and the end of its prefix, `/api/<schema>`. */
export type HostedService = {
  readonly schema: string;
  readonly compose: (lent: Lent) => Promise<Service>;
};

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
];
