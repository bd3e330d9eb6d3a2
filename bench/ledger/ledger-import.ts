import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { openItemFiles } from '../../apps/ledger-service/src/adapters/files/open-item-files.ts';
import { postgresImports } from '../../apps/ledger-service/src/adapters/postgres/imports/imports.ts';
import { ledgerLog } from '../../apps/ledger-service/src/adapters/postgres/log/ledger-log.ts';
import { takeInOpenItems } from '../../apps/ledger-service/src/application/imports/take-in-open-items.ts';
import type { ImportRequest } from '../../apps/ledger-service/src/ports/imports/imports.ts';

/** A business date after that of any file. */
const asLateAsNeeded = '9999-12-31';

export type KeptFile = { readonly folder: string; readonly sha256: string; readonly size: number };

/** The import as the ledger's worker does it: checked whole, compared, committed with its events, told as it goes. */
export const ledgerImport = (database: Database, { folder, sha256, size }: KeptFile) => {
  const now = () => new Date();
  const imports = postgresImports({
    ...{ database, now, todayIn: () => asLateAsNeeded },
    outbox: createOutbox(database, '/recoup/ledger-service', now),
    log: ledgerLog(database, 'bench', now),
  });
  const takeIn = takeInOpenItems(imports, openItemFiles(folder));

  return async (source: string, asOf: string): Promise<void> => {
    const date = toCalendarDate(asOf);
    if (!date) throw new RangeError(`${asOf} is no date`);
    const importId = newId();
    const request: ImportRequest = {
      importId,
      requestedBy: 'bench',
      requestKey: importId,
      requestDigest: sha256,
      threadId: importId,
      terms: { source, asOf: date, entity: null, currency: null, revenueShare: null },
      preset: 'recoup',
      acceptValid: false,
      acceptWarnings: false,
      dryRun: false,
      fullSnapshot: false,
      pulled: false,
      history: false,
      scope: [{ entity: null, department: null, clientId: null }],
      file: { sha256, size, format: 'csv' },
      declared: { dates: null, numbers: null },
      ...{ mapping: null, controlTotal: null },
      reading: { encoding: null, delimiter: null, sheet: null },
    };
    await imports.register(request);
    await causedBy({ actor: 'bench', correlationId: importId, businessDate: asOf }, async () => {
      const claimed = await imports.claim();
      if (claimed?.file) await takeIn({ ...claimed, file: claimed.file });
    });
  };
};
