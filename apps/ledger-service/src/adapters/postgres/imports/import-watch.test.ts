import type { Queries } from '@recoup/runtime/database/queries';
import { expect, it } from 'vitest';
import { postgresImportWatch } from './import-watch.ts';

it('asks ever more seldom how an import stands, so that callers who wait do not keep the database busy', async () => {
  let asked = 0;
  const database: Queries = {
    query: async <Row>() => {
      asked += 1;
      return [
        { state: 'CHECKING', rows_invalid: 0, failure: null, fetched: true },
      ] as readonly unknown[] as Row[];
    },
  };
  const watch = postgresImportWatch(database, () => undefined, 500);
  expect(await watch.endOfImport('an import')).toBeUndefined();
  expect(asked).toBeLessThanOrEqual(6);
});
