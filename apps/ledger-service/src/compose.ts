import { createHash } from 'node:crypto';
import { catalogue } from '@recoup/contracts/catalogue';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { compactedTopics } from '@recoup/contracts/topics';
import { businessDate } from '@recoup/domain/calendar-date';
import { type Booted, boot } from '@recoup/runtime/boot';
import type { Bus } from '@recoup/runtime/bus/bus';
import { changeRequests } from '@recoup/runtime/change-requests/change-requests';
import { agreeOnClock } from '@recoup/runtime/change-requests/tables/agree-on-clock';
import type { Database } from '@recoup/runtime/database/database';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import { copiedDirectory, keepPeople } from '@recoup/runtime/http/people-directory';
import { state } from '@recoup/runtime/inbox/subscription';
import { causedBy } from '@recoup/runtime/process/cause';
import { scheduledJob } from '@recoup/runtime/process/duties/scheduled-job';
import { newId } from '@recoup/runtime/process/ids';
import { createService, type Service } from '@recoup/runtime/service';
import { changeRequestLog } from './adapters/events/change-request-log.ts';
import { packetSubscription, readLine } from './adapters/events/packet-events.ts';
import { rateSubscription } from './adapters/events/rate-events.ts';
import { cashReceiptRoutes } from './adapters/http/books/cash-receipt-routes.ts';
import { glDocumentRoutes } from './adapters/http/books/gl-document-routes.ts';
import { glResolutionKind } from './adapters/http/books/gl-resolution-kind.ts';
import { glResolutionRoutes } from './adapters/http/books/gl-resolution-routes.ts';
import { journalRoutes } from './adapters/http/books/journal-routes.ts';
import { eventRoutes } from './adapters/http/event-routes.ts';
import { logRoutes } from './adapters/http/log-routes.ts';
import { partyRoutes } from './adapters/http/parties/party-routes.ts';
import { samePartyKinds } from './adapters/http/parties/same-party-kinds.ts';
import { receivableRoutes } from './adapters/http/receivable-routes.ts';
import { registryKinds, registryRoutes } from './adapters/http/registry/registry-routes.ts';
import { postgresBooks } from './adapters/postgres/books/books.ts';
import { postgresGlDocuments } from './adapters/postgres/general-ledger/gl-documents.ts';
import { postgresGlResolutions } from './adapters/postgres/general-ledger/gl-resolutions.ts';
import { ledgerControlTotals, ledgerInvariants } from './adapters/postgres/invariants.ts';
import { measureLedger } from './adapters/postgres/ledger-metrics.ts';
import { beginLedger } from './adapters/postgres/log/ledger-identity.ts';
import { ledgerLog } from './adapters/postgres/log/ledger-log.ts';
import { sealNext } from './adapters/postgres/log/log-sealer.ts';
import { postgresParties } from './adapters/postgres/parties/parties.ts';
import { keepRates } from './adapters/postgres/rates/fx-rates.ts';
import { postgresGlMappings } from './adapters/postgres/registry/gl-mappings.ts';
import { postgresRegistry } from './adapters/postgres/registry/registry.ts';
import { commands } from './application/commands.ts';
import type { RegistrySeed } from './application/seed-registry.ts';
import { composeGeneralLedger } from './compose-general-ledger.ts';
import { composeImports } from './compose-imports.ts';
import { seedAsOwner } from './compose-seed.ts';
import type { LedgerConfig } from './config.ts';
import { migrations } from './migrations/list.ts';

const registryCheckMs = 60_000;

export type LedgerService = Service & {
  /** Registers what an installation begins with. */
  readonly seedRegistry: (seed: RegistrySeed) => Promise<void>;
};

const bootLedger = async (config: LedgerConfig): Promise<Booted> => {
  const booted = await boot('ledger-service', config, { schema: 'ledger', migrations });
  await agreeOnClock(config, booted.database);
  await beginLedger(booted.database, config.LEDGER_ID);
  return booted;
};

/** The ledger service, ready to start: the only place that knows every part of it. */
export const composeLedger = async (config: LedgerConfig, bus: Bus): Promise<LedgerService> => {
  const booted = await bootLedger(config);
  const { database, outbox, logger, metrics, now } = booted;
  const today = businessDate(config.BUSINESS_DATE, config.TIME_ZONE, now);
  measureLedger(metrics, database);
  const log = ledgerLog(database, config.LEDGER_ID, now);

  const todayIn = (timeZone: string) => businessDate(config.BUSINESS_DATE, timeZone, now)();
  const imports = composeImports(booted, { log, filesDir: config.FILES_DIR, today, todayIn });
  const resolutions = postgresGlResolutions(database, outbox, log, now);
  const mappings = postgresGlMappings(database);
  const generalLedger = composeGeneralLedger(config, metrics, now, mappings, (file, reason) =>
    logger.error({ file, reason }, 'a file of acknowledgements cannot be read and was set aside'),
  );
  const registry = postgresRegistry(database, outbox, generalLedger);
  const acts = commands({
    ...imports.ports,
    openItems: generalLedger.openItems,
    registry,
    mappings,
    books: postgresBooks({ database, outbox, log, now, bodies: generalLedger }),
    postings: postgresGlDocuments(database, outbox, log, now, 4 * config.GL_TIMEOUT_MS),
    generalLedger,
    readLine,
    hashOf: (text) => createHash('sha256').update(text).digest('hex'),
    newId,
    todayIn,
  });
  const directory = copiedDirectory(database);
  const cursors = cursorCodec(config.CURSOR_SECRET);
  const registered = registryKinds(registry, mappings, acts.openPeriods, todayIn);
  const resolution = glResolutionKind(resolutions, generalLedger);
  const sameParty = samePartyKinds(postgresParties(database, outbox));
  const kinds = [...Object.values(registered), ...Object.values(sameParty), resolution];
  const deciding = {
    ...{ database, outbox, directory, kinds, now, today, service: booted.name },
    coolingHours: config.SINGLE_OPERATOR_COOLING_HOURS,
  };
  const changes = changeRequests(deciding);
  const job = (name: string, work: () => Promise<boolean>, everyMs = 250) =>
    scheduledJob({ name, actor: `service:${name}`, everyMs, work, logger, metrics });

  const service = createService({
    ...booted,
    title: 'Recoup ledger',
    config,
    bus,
    compacted: compactedTopics,
    directory,
    today,
    catalogue,
    endpoints: [
      ...imports.routes(acts, registry, cursors),
      ...receivableRoutes(database),
      ...cashReceiptRoutes(database, cursors),
      ...journalRoutes(database, cursors),
      ...glDocumentRoutes(database, cursors),
      ...glResolutionRoutes({ resolutions, generalLedger, changes, kind: resolution }),
      ...eventRoutes(database, cursors),
      ...logRoutes(database, config.LEDGER_ID),
      ...registryRoutes({ database, cursors, changes, registry }, registered, generalLedger.strategies),
      ...partyRoutes({ database, cursors, changes, kinds: sameParty }),
    ],
    subscriptions: [
      peopleSubscription(database),
      rateSubscription(keepRates(database)),
      packetSubscription(acts),
      changeRequestLog(log),
    ],
    invariants: ledgerInvariants,
    controlTotals: ledgerControlTotals,
    fourEyes: { ...deciding, cursors, resolvesDeadLetters: true },
    jobs: [
      imports.worker.start(acts.takeImport),
      job('ledger-sealer', () => sealNext(database, outbox, config.LEDGER_ID)),
      job('gl-poster', acts.postToGeneralLedger),
      job('echo-watcher', imports.watchEchoes, registryCheckMs),
      job('period-opener', acts.openPeriods, registryCheckMs),
      job('entity-publisher', acts.publishEntities, registryCheckMs),
    ],
  });
  return {
    ...service,
    seedRegistry: async (seed: RegistrySeed) => {
      const cause = { actor: `service:${booted.name}`, correlationId: newId(), businessDate: today() };
      await causedBy(cause, async () => {
        await seedAsOwner(seed, config.MIGRATION_DATABASE_URL, `/recoup/${booted.name}`, now, generalLedger);
        await acts.openPeriods();
      });
    },
  };
};

const peopleSubscription = (database: Database) =>
  state([PersonChangedV1], (people) =>
    keepPeople(
      database,
      people.map((event) => event.data),
    ),
  );
