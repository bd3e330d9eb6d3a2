import { catalogue } from '@recoup/contracts/catalogue';
import { compactedTopics } from '@recoup/contracts/topics';
import { businessDate } from '@recoup/domain/calendar-date';
import { boot } from '@recoup/runtime/boot';
import type { Bus } from '@recoup/runtime/bus/bus';
import { changeRequests } from '@recoup/runtime/change-requests/change-requests';
import { agreeOnClock } from '@recoup/runtime/change-requests/tables/agree-on-clock';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import { directoryOver } from '@recoup/runtime/http/people-directory';
import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { createService, type Service } from '@recoup/runtime/service';
import { entityState } from './adapters/events/entity-events.ts';
import { glNameState } from './adapters/events/gl-name-events.ts';
import { ledgerReports } from './adapters/events/ledger-reports.ts';
import { partyState } from './adapters/events/party-events.ts';
import { receivableState, riskRecommendations } from './adapters/events/receivable-events.ts';
import { fileDocumentVault } from './adapters/files/document-vault.ts';
import { readPeopleFile } from './adapters/files/read-people-file.ts';
import { approvalPolicyChangeKind } from './adapters/http/approval-policy/approval-policy-change-kind.ts';
import { packetEndpoints } from './adapters/http/packets/packet-endpoints.ts';
import { peopleChangeKind } from './adapters/http/people/people-change-kind.ts';
import { samePersonKinds } from './adapters/http/people/same-person-kinds.ts';
import { ratesChangeKind } from './adapters/http/rates/rates-change-kind.ts';
import { postgresApprovalPolicies } from './adapters/postgres/approval-policy/approval-policies.ts';
import { packetControlTotals, packetInvariants } from './adapters/postgres/invariants.ts';
import { keepEntities } from './adapters/postgres/legal-entities/entity-copy.ts';
import { keepGlNames } from './adapters/postgres/legal-entities/gl-names.ts';
import { packetDatabase } from './adapters/postgres/packet-database.ts';
import { postgresGlReports } from './adapters/postgres/packets/gl-reports.ts';
import { postgresPacketStore } from './adapters/postgres/packets/packet-store.ts';
import { postgresReceiptNumbers } from './adapters/postgres/packets/receipt-numbers.ts';
import { keepParties } from './adapters/postgres/parties/one-party.ts';
import { postgresPeopleRegister } from './adapters/postgres/people/people-register.ts';
import { postgresPeopleStore } from './adapters/postgres/people/people-store.ts';
import { proposePeople } from './adapters/postgres/people/propose-people.ts';
import { postgresSamePeople } from './adapters/postgres/people/same-people.ts';
import { keepSignIns } from './adapters/postgres/people/sign-ins.ts';
import { postgresRates } from './adapters/postgres/rates/rate-book.ts';
import { keepReceivables } from './adapters/postgres/receivables/receivable-copy.ts';
import { postgresRecommendations } from './adapters/postgres/receivables/recommendations.ts';
import { commands } from './application/commands.ts';
import type { SeedPeople } from './application/people/seed-people.ts';
import { seedRates } from './compose-seed.ts';
import type { PacketConfig } from './config.ts';
import type { ListedRate } from './domain/rates/rate-list.ts';

/** The packet service, and what a host or a command line does with it directly. */
export type PacketService = Service & {
  readonly seedPeople: SeedPeople;
  readonly importRates: (rates: readonly ListedRate[]) => Promise<void>;
};

const name = 'packet-service';

/** The packet service, ready to start: the only place that knows every part of it. */
export const composePackets = async (config: PacketConfig, bus: Bus): Promise<PacketService> => {
  const { database, outbox, now, logger, metrics } = await boot(name, config, packetDatabase);
  await agreeOnClock(config, database);
  const today = businessDate(config.BUSINESS_DATE, config.TIME_ZONE, now);
  const baseCurrency = config.BASE_CURRENCY;
  const register = postgresPeopleRegister(database, outbox, newId);
  const people = postgresPeopleStore(database, register, { now, today });
  const vault = fileDocumentVault(config.DOCUMENTS_DIR, newId);
  const directory = directoryOver(database, {
    person: 'person',
    identity: 'person_identity',
    role: 'person_role',
  });
  const peopleKind = peopleChangeKind(register, today);
  const same = postgresSamePeople({ database, outbox, newId });
  const samePerson = samePersonKinds({ register, same, today });
  const policies = postgresApprovalPolicies(database);
  const policyKind = approvalPolicyChangeKind(policies, baseCurrency);
  const ratesKind = ratesChangeKind(postgresRates(database, outbox, newId));
  const deciding = {
    ...{ database, outbox, directory, now, today, service: name },
    kinds: [peopleKind, samePerson.sameAs, samePerson.separation, policyKind, ratesKind],
    coolingHours: config.SINGLE_OPERATOR_COOLING_HOURS,
  };
  const changes = changeRequests(deciding);
  const acts = commands({
    packets: postgresPacketStore({ database, outbox, newId, now, baseCurrency }),
    vault,
    people,
    clock: {
      ...{ now, today },
      dayIn: (timeZone, at) => businessDate(config.BUSINESS_DATE, timeZone, () => at)(),
    },
    newId,
    baseCurrency,
    uploadsADay: config.UPLOADS_A_DAY,
    signInWithinSeconds: config.LAST_SIGNATURE_SIGN_IN_MINUTES * 60,
    proposePeople: proposePeople(database, changes, peopleKind, name),
  });
  const cursors = cursorCodec(config.CURSOR_SECRET);

  const service = createService({
    name,
    title: 'Recoup packets',
    config,
    database,
    bus,
    compacted: compactedTopics,
    logger,
    metrics,
    directory,
    noteSignIn: keepSignIns(database, now),
    today,
    catalogue,
    invariants: packetInvariants,
    controlTotals: packetControlTotals,
    endpoints: packetEndpoints({
      database,
      commands: acts,
      people,
      readPeople: ({ path, contentType }) => readPeopleFile(path, contentType),
      peopleKind,
      samePersonKinds: samePerson,
      policies,
      policyKind,
      ratesKind,
      changes,
      readDocument: vault.read,
      today,
      baseCurrency,
      cursors,
    }),
    fourEyes: { ...deciding, cursors, resolvesDeadLetters: false },
    subscriptions: [
      receivableState(keepReceivables(database)),
      entityState(keepEntities(database)),
      glNameState(keepGlNames(database)),
      partyState(keepParties(database)),
      riskRecommendations(postgresRecommendations(database)),
      ledgerReports(acts, postgresGlReports(database), postgresReceiptNumbers(database)),
    ],
  });

  const asOperator = <Given, Done>(work: (given: Given) => Promise<Done>) => {
    const cause = () => ({ actor: `service:${name}`, correlationId: newId(), businessDate: today() });
    return (given: Given) => causedBy(cause(), () => work(given));
  };
  return {
    ...service,
    seedPeople: asOperator(acts.seedPeople),
    importRates: asOperator((rates) =>
      seedRates(rates, config.MIGRATION_DATABASE_URL, `/recoup/${name}`, now),
    ),
  };
};
