import { openDatabase } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { armFailpoints } from '@recoup/runtime/process/failpoint';
import { createLogger } from '@recoup/runtime/process/logger';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { openItemFiles } from '../../src/adapters/files/open-item-files.ts';
import { importWorker } from '../../src/adapters/jobs/import-worker.ts';
import { postgresImports } from '../../src/adapters/postgres/imports/imports.ts';
import { ledgerLog } from '../../src/adapters/postgres/log/ledger-log.ts';
import { fetchingFile } from '../../src/application/imports/fetch-file.ts';
import { takeInOpenItems } from '../../src/application/imports/take-in-open-items.ts';
import { migrations } from '../../src/migrations/list.ts';

/** Takes up waiting imports as a ledger does, in a process of its own that may be ended or stand still at any failpoint. */
const [url = '', files = '', orders = ''] = process.argv.slice(2);

armFailpoints(orders);
const database = await openDatabase({ url, schema: 'ledger', migrations });
const now = () => new Date();
const imports = postgresImports({
  ...{ database, now, todayIn: () => '2026-03-31' },
  outbox: createOutbox(database, '/recoup/ledger-service', now),
  log: ledgerLog(database, 'test', now),
});
const worker = importWorker(
  imports,
  createMetrics('ledger-service'),
  createLogger('ledger-service', 'fatal'),
);
const kept = openItemFiles(files);
worker.start(fetchingFile(imports, kept, null, takeInOpenItems(imports, kept)))();
process.send?.('running');
