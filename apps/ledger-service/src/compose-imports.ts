import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Booted } from '@recoup/runtime/boot';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import type { Endpoint } from '@recoup/runtime/http/endpoint';
import { openItemFiles } from './adapters/files/open-item-files.ts';
import { billedTotalRoutes } from './adapters/http/billed-totals/billed-total-routes.ts';
import { importRoutes } from './adapters/http/imports/import-routes.ts';
import { closedAtSourceRoutes } from './adapters/http/source-exceptions/closed-at-source-routes.ts';
import { taskRoutes } from './adapters/http/source-exceptions/task-routes.ts';
import { importWorker } from './adapters/jobs/import-worker.ts';
import { postgresBilledTotals } from './adapters/postgres/billed-totals/billed-totals.ts';
import { postgresImportMappings } from './adapters/postgres/imports/import-mappings.ts';
import { postgresImportWatch } from './adapters/postgres/imports/import-watch.ts';
import { postgresImports } from './adapters/postgres/imports/imports.ts';
import { postgresImportUndo } from './adapters/postgres/imports/undo-import.ts';
import type { LedgerLog } from './adapters/postgres/log/ledger-log.ts';
import { postgresClosedAtSource } from './adapters/postgres/source-exceptions/closed-at-source.ts';
import { postgresLedgerTasks } from './adapters/postgres/source-exceptions/ledger-tasks.ts';
import type { Commands } from './application/commands.ts';
import type { Registry } from './ports/registry.ts';

/** How long a caller waits for the end of an import before the answer is that it is under way. */
const importWaitMs = 10_000;

type Around = {
  readonly log: LedgerLog;
  readonly filesDir: string;
  readonly today: () => string;
  readonly todayIn: (timeZone: string) => CalendarDate;
};

/** Files on their way into the ledger, and what people decide about what they say. */
export const composeImports = (booted: Booted, { log, filesDir, today, todayIn }: Around) => {
  const { database, outbox, now, metrics, logger } = booted;
  const parts = { database, outbox, log, now, todayIn };
  const imports = postgresImports(parts);
  const worker = importWorker(imports, metrics, logger);
  const ports = {
    imports,
    files: openItemFiles(filesDir),
    billedTotals: postgresBilledTotals(database, log, now),
    importMappings: postgresImportMappings(database, now),
    importWatch: postgresImportWatch(database, worker.wake, importWaitMs),
  };
  const tasks = postgresLedgerTasks(parts);
  const routes = (commands: Commands, registry: Registry, cursors: CursorCodec): readonly Endpoint[] => [
    ...importRoutes({
      ...{
        database,
        files: ports.files,
        commands,
        mappings: ports.importMappings,
        registry,
        cursors,
        todayIn,
      },
      undo: postgresImportUndo(parts),
    }),
    ...closedAtSourceRoutes(database, postgresClosedAtSource(parts), cursors, { todayIn }),
    ...taskRoutes(database, tasks, cursors),
    ...billedTotalRoutes({ database, cursors, stateBilledTotals: commands.stateBilledTotals, today }),
  ];
  return { ports, worker, routes, watchEchoes: tasks.watchEchoes };
};
