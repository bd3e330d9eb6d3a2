import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { seedRegistry } from '../../../application/seed-registry.ts';
import type { BillingSource } from '../../../domain/registry/billing-source.ts';
import { memoryMapped } from '../../../ports/memory-general-ledger.fixture.ts';
import { postgresGlMappings } from './gl-mappings.ts';
import { postgresRegistry } from './registry.ts';

const entity = (code: string, functionalCurrency: string, timeZone: string) => ({
  ...{ code, functionalCurrency, timeZone },
  name: `Entity ${code}`,
  calendar: 'WEEKDAYS',
});
const source = (code: string, change: Partial<BillingSource> = {}): BillingSource => ({
  code,
  partyPerEntity: false,
  numberPerYear: false,
  namesVary: false,
  echoes: 'ALL',
  ...change,
});

/** The entities and sources of which tests take files in. */
export const testRegistry = {
  entities: [
    entity('US01', 'USD', 'America/New_York'),
    entity('US02', 'USD', 'America/Los_Angeles'),
    entity('UK01', 'GBP', 'Europe/London'),
    entity('DE01', 'EUR', 'Europe/Berlin'),
  ],
  sources: [
    ...['erp', 'another', 'files', 'snapshots'].map((code) => source(code)),
    source('unaware', { echoes: 'NONE' }),
    source('by-entity', { partyPerEntity: true }),
    source('by-year', { numberPerYear: true }),
    source('many-names', { namesVary: true }),
  ],
};

/** Registers them in a database without a service, opened as the owner of its tables. */
export const withTestRegistry = (database: Database): Promise<void> =>
  causedBy({ actor: 'test', correlationId: 'test' }, () =>
    seedRegistry(
      postgresRegistry(
        database,
        createOutbox(database, '/recoup/ledger-service', () => new Date()),
        { mappedNow: async () => memoryMapped },
      ),
      postgresGlMappings(database),
    )(testRegistry),
  );
