import { openDatabase } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import * as z from 'zod';
import { postgresGlMappings } from './adapters/postgres/registry/gl-mappings.ts';
import { postgresRegistry } from './adapters/postgres/registry/registry.ts';
import { type RegistrySeed, seedRegistry } from './application/seed-registry.ts';
import { migrations } from './migrations/list.ts';
import type { GlBodies } from './ports/general-ledger-bodies.ts';
import { glMapping } from './reads/registry/gl-mappings.ts';

/** With what an installation begins: legal entities, sources and the mapping of the general ledger. */
export const registrySeed = z.strictObject({
  entities: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      functionalCurrency: z.string(),
      timeZone: z.string(),
      calendar: z.string(),
    }),
  ),
  sources: z.array(
    z.strictObject({
      code: z.string(),
      partyPerEntity: z.boolean(),
      numberPerYear: z.boolean(),
      namesVary: z.boolean(),
      echoes: z.enum(['ALL', 'WRITE_OFFS', 'NONE']),
    }),
  ),
  glMapping: glMapping.optional(),
});

/** Seeds as the owner of the tables: from anybody else they take only what two persons decided. */
export const seedAsOwner = async (
  seed: RegistrySeed,
  url: string | undefined,
  source: string,
  now: () => Date,
  bodies: GlBodies,
): Promise<void> => {
  if (url === undefined)
    throw new Error('MIGRATION_DATABASE_URL is required to write what an installation begins with.');
  const owned = await openDatabase({ url, schema: 'ledger', migrations, poolSize: 2 });
  try {
    const registry = postgresRegistry(owned, createOutbox(owned, source, now), bodies);
    await seedRegistry(registry, postgresGlMappings(owned))(seed);
  } finally {
    await owned.close();
  }
};
