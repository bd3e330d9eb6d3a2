import { catalogue } from '@recoup/contracts/catalogue';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { dateInZone } from '@recoup/domain/calendar-date';
import type { Bus } from '@recoup/runtime/bus';
import { migrate, openDatabase } from '@recoup/runtime/database';
import { copiedDirectory, keepPeople } from '@recoup/runtime/directory';
import { createLogger } from '@recoup/runtime/logger';
import { createMetrics } from '@recoup/runtime/metrics';
import { createOutbox } from '@recoup/runtime/outbox';
import { createService, type Service } from '@recoup/runtime/service';
import { state } from '@recoup/runtime/subscription';
import { openItemFiles } from './adapters/files/open-item-files.ts';
import { importRoutes } from './adapters/http/import-routes.ts';
import { importWorker } from './adapters/import-worker.ts';
import { postgresImports } from './adapters/postgres/imports.ts';
import { ledgerLog } from './adapters/postgres/ledger-log.ts';
import { takeInOpenItems } from './application/take-in-open-items.ts';
import type { LedgerConfig } from './config.ts';
import { migrations } from './migrations/list.ts';

const schema = 'ledger';

/** The ledger service, ready to start: the only place that knows every part of it. */
export const composeLedger = async (config: LedgerConfig, bus: Bus): Promise<Service> => {
  if (config.MIGRATION_DATABASE_URL)
    await migrate({ url: config.MIGRATION_DATABASE_URL, schema, migrations });
  const now = () => new Date();
  const today = () => config.BUSINESS_DATE ?? dateInZone(now(), config.TIME_ZONE);
  const logger = createLogger('ledger-service', config.LOG_LEVEL);
  const metrics = createMetrics('ledger-service');
  const database = await openDatabase({ url: config.DATABASE_URL, schema, migrations });
  const outbox = createOutbox(database, '/recoup/ledger-service', now);
  const log = ledgerLog(database, config.LEDGER_ID, now);

  const files = openItemFiles(config.FILES_DIR);
  const imports = postgresImports(database, outbox, log);
  const worker = importWorker(imports, takeInOpenItems(imports, files), logger);

  return createService({
    name: 'ledger-service',
    title: 'Recoup ledger',
    config,
    database,
    bus,
    logger,
    metrics,
    directory: copiedDirectory(database),
    today,
    catalogue,
    endpoints: importRoutes({
      database,
      imports,
      files,
      cursorSecret: config.CURSOR_SECRET,
      nudge: worker.nudge,
      patienceMs: 10_000,
    }),
    subscriptions: [
      state([PersonChangedV1], (people) =>
        keepPeople(
          database,
          people.map((event) => event.data),
        ),
      ),
    ],
    jobs: [worker.start],
  });
};
