import { openDatabase } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { byMapping } from '../../apps/ledger-service/src/adapters/netsuite/by-mapping.ts';
import { beginLedger } from '../../apps/ledger-service/src/adapters/postgres/log/ledger-identity.ts';
import { postgresGlMappings } from '../../apps/ledger-service/src/adapters/postgres/registry/gl-mappings.ts';
import { postgresRegistry } from '../../apps/ledger-service/src/adapters/postgres/registry/registry.ts';
import { seedRegistry } from '../../apps/ledger-service/src/application/seed-registry.ts';
import { sampleRegistry } from '../../apps/simulators/src/sample-registry.ts';

/** Where the files of the benches come from. */
export const source = 'bench';

/** Begins a ledger with that source and the legal entities of the sample, which keep their books in this currency or each in its own. */
export const registerSample = async (ownerUrl: string, functionalCurrency?: string): Promise<void> => {
  const database = await openDatabase({ url: ownerUrl, schema: 'ledger', migrations: [], poolSize: 2 });
  await beginLedger(database, 'bench');
  const outbox = createOutbox(database, '/recoup/ledger-service', () => new Date());
  await causedBy({ actor: 'bench', correlationId: 'bench' }, () =>
    seedRegistry(
      postgresRegistry(database, outbox, { mappedNow: async () => byMapping(undefined) }),
      postgresGlMappings(database),
    )({
      entities: sampleRegistry.entities.map((entity) => ({
        ...entity,
        functionalCurrency: functionalCurrency ?? entity.functionalCurrency,
      })),
      sources: sampleRegistry.sources.map((billing) => ({ ...billing, code: source })),
    }),
  );
  await database.close();
};
