import { randomBytes } from 'node:crypto';
import { busAccess, retention } from '@recoup/contracts/topics';
import { ownerRole, runtimeRole } from '@recoup/runtime/database/tables/roles';
import { provision, urlOfDatabase } from '@recoup/runtime/provision';
import type { HostedService } from './hosted-services.ts';
import type { Database } from './start-database.ts';
import type { Prepared } from './start-in-process.ts';

/** Gives each service a schema and two roles in one database. The passwords live as long as this process. */
export const prepareDatabases = async (
  { adminUrl, name: database, mark }: Pick<Database, 'adminUrl' | 'name' | 'mark'>,
  services: readonly HostedService[],
): Promise<readonly Prepared[]> => {
  const secret = () => randomBytes(24).toString('base64url');
  const passwords = Object.fromEntries(
    services.map(({ schema }) => [schema, { owner: secret(), runtime: secret() }]),
  );
  await provision(adminUrl, database, passwords, { bus: { access: busAccess, retention }, mark });
  return services.map((service) => {
    const { schema } = service;
    const login = (user: string, password = '') => urlOfDatabase(adminUrl, database, { user, password });
    const urls = {
      DATABASE_URL: login(runtimeRole(schema), passwords[schema]?.runtime),
      MIGRATION_DATABASE_URL: login(ownerRole(schema), passwords[schema]?.owner),
    };
    return { service, urls };
  });
};
