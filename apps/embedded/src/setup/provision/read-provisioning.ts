import { readConfig } from '@recoup/runtime/process/settings/config';
import { databaseUrl } from '@recoup/runtime/process/settings/database-url';
import type { RolePasswords } from '@recoup/runtime/provision';
import * as z from 'zod';

const settings = z.object({
  ADMIN_DATABASE_URL: databaseUrl,
  DATABASE_NAME: z.string().min(1).default('recoup'),
});

export type Provisioning = {
  readonly adminUrl: string;
  readonly database: string;
  readonly passwords: Readonly<Record<string, RolePasswords>>;
};

/** What provisioning must know of these services. Throws naming every setting that is missing; an empty password is none. */
export const readProvisioning = (
  schemas: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Provisioning => {
  const named = schemas.map((schema) => {
    const prefix = schema.toUpperCase();
    const [owner, runtime] = [`${prefix}_OWNER_PASSWORD`, `${prefix}_PASSWORD`];
    return { schema, owner, runtime, auditor: `${prefix}_AUDITOR_PASSWORD` };
  });
  const required = named.flatMap(({ owner, runtime }) => [owner, runtime]);
  const needed = Object.fromEntries(required.map((name) => [name, z.string().min(1)]));
  readConfig(settings.extend(needed), environment);
  const config = settings.parse(environment);
  return {
    adminUrl: config.ADMIN_DATABASE_URL,
    database: config.DATABASE_NAME,
    passwords: Object.fromEntries(
      named.map(({ schema, owner, runtime, auditor }) => [
        schema,
        {
          owner: environment[owner] ?? '',
          runtime: environment[runtime] ?? '',
          auditor: environment[auditor] || undefined,
        },
      ]),
    ),
  };
};
