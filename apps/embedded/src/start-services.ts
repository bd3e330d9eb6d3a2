import { randomBytes } from 'node:crypto';
import { freePort } from '@recoup/local/free-port';
import { databaseUrl, ownerRole, provision, runtimeRole } from '@recoup/runtime/provision';
import type { HostedService, Lent } from './hosted-services.ts';
import type { Mount } from './mount.ts';
import type { ShownService } from './start-page.ts';

const database = 'recoup';
const firstPort = 8_101;

export type StartedService = ShownService & { readonly mount: Mount; readonly stop: () => Promise<void> };

/** Makes the database, its schemas and roles. The passwords live as long as the process. */
const provisioned = async (adminUrl: string, services: readonly HostedService[]) => {
  const secret = () => randomBytes(24).toString('base64url');
  const passwords = Object.fromEntries(
    services.map(({ schema }) => [schema, { owner: secret(), runtime: secret() }]),
  );
  await provision(adminUrl, database, passwords);
  return ({ schema }: HostedService) => ({
    DATABASE_URL: databaseUrl(adminUrl, database, {
      user: runtimeRole(schema),
      password: passwords[schema]?.runtime ?? '',
    }),
    MIGRATION_DATABASE_URL: databaseUrl(adminUrl, database, {
      user: ownerRole(schema),
      password: passwords[schema]?.owner ?? '',
    }),
  });
};

/**
 * Starts the services one after another, each with a schema, two roles and ports of its own. `keep` takes each as soon
 * as it runs, so that it is stopped also when a later one fails to start.
 */
export const startServices = async (
  services: readonly HostedService[],
  adminUrl: string,
  lent: Lent,
  keep: (service: StartedService) => void,
): Promise<void> => {
  const urlsOf = await provisioned(adminUrl, services);
  let port = firstPort;
  for (const hosted of services) {
    port = await freePort(port);
    const environment = { ...lent.environment, ...urlsOf(hosted), PORT: String(port), ADMIN_PORT: '0' };
    const service = await hosted.compose({ ...lent, environment });
    const { address, adminAddress, stop } = await service.start();
    const prefix = `/api/${hosted.schema}`;
    const { title, app } = service;
    keep({ title, prefix, address, adminAddress, stop, mount: { prefix, title, listener: app } });
    port += 1;
  }
};
