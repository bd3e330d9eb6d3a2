import type { Service } from '@recoup/runtime/service';

/** What the host lends to a service: the common settings, and the parts of this machine that only some of them need. */
export type Lent = {
  /** The settings of `@recoup/runtime/config`, filled for this service. */
  readonly environment: Readonly<Record<string, string>>;
  readonly smtpPort: number;
  readonly gl: {
    readonly address: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    /** A private JSON web key; its `kid` is the certificate id. */
    readonly key: Readonly<Record<string, string>>;
  };
};

/** A service that runs in this host; `schema` is also its database role and the end of its prefix, `/api/<schema>`. */
export type HostedService = {
  readonly schema: string;
  readonly compose: (lent: Lent) => Promise<Service>;
};

/** Every service of the embedded host, in the order of their start. */
export const hostedServices: readonly HostedService[] = [];
