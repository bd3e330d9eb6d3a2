import { openDatabase } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { postgresRates } from './adapters/postgres/rates/rate-book.ts';
import type { ListedRate } from './domain/rates/rate-list.ts';
import { migrations } from './migrations/list.ts';

/** Lists the rates an installation begins with as the owner of the tables: from anybody else they take only what two persons decided. */
export const seedRates = async (
  rates: readonly ListedRate[],
  url: string | undefined,
  source: string,
  now: () => Date,
): Promise<void> => {
  if (url === undefined)
    throw new Error('MIGRATION_DATABASE_URL is required to write what an installation begins with.');
  const owned = await openDatabase({ url, schema: 'packet', migrations, poolSize: 2 });
  try {
    await postgresRates(owned, createOutbox(owned, source, now), newId).list({ source: 'seed', rates }, null);
  } finally {
    await owned.close();
  }
};
