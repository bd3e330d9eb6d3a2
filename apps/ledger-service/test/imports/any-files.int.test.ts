import { randomUUID } from 'node:crypto';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { canonicalJson } from '@recoup/domain/canonical-json';
import { bySide, type SideAmounts, totalOf } from '@recoup/domain/sides';
import { checkInvariants } from '@recoup/runtime/checks/invariants';
import type { Database } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLine } from '../../src/adapters/events/packet-events.ts';
import { postgresBooks } from '../../src/adapters/postgres/books/books.ts';
import { postgresImports } from '../../src/adapters/postgres/imports/imports.ts';
import { booksPartsFor, openItem } from '../../src/adapters/postgres/imports/staged-import.fixture.ts';
import { postgresImportUndo } from '../../src/adapters/postgres/imports/undo-import.ts';
import { ledgerInvariants } from '../../src/adapters/postgres/invariants.ts';
import { ledgerDatabaseUnderTest } from '../../src/adapters/postgres/ledger-database.fixture.ts';
import { postgresClosedAtSource } from '../../src/adapters/postgres/source-exceptions/closed-at-source.ts';
import { executeWriteOff } from '../../src/application/execute-write-off.ts';
import { recoverWriteOff } from '../../src/application/recover-write-off.ts';
import type { ClaimedImport, StagedRow } from '../../src/ports/imports/imports.ts';
import {
  expectedItems,
  firstDay,
  hashOf,
  idsOf,
  knownItems,
  openMarch,
  registerSource,
  textsOf,
  today,
} from './known-items.fixture.ts';
import {
  type Applied,
  decide,
  type Model,
  type ModelFile,
  recover,
  takeIn,
  writeOff,
} from './statement-model.fixture.ts';

const { random } = randomRun('files of any kind in any order');
const everything = [{ entity: null, department: null, clientId: null }];

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  await openMarch(server);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

let clock = Date.parse('2026-03-31T12:00:00Z');
const parts = () => {
  const { outbox, log } = booksPartsFor(database);
  // Later with each act, since the order of acts is that of their times.
  const now = () => {
    clock += 1;
    return new Date(clock);
  };
  return { database, outbox, log, now, todayIn: () => today };
};
const books = () => postgresBooks({ ...booksPartsFor(database), ...parts() });
const act = <Result>(work: () => Promise<Result>) =>
  causedBy({ actor: 'test', correlationId: randomUUID() }, work);

type Round = {
  /** A source of its own, since a full snapshot speaks of all items of its source. */
  readonly source: string;
  /** Whether the source learns of what is written off here. */
  readonly learns: boolean;
  readonly numbers: readonly string[];
  /** The day of the newest file so far. */
  day: number;
  model: Model;
  lastFile: { readonly importId: string; readonly before: Model; readonly applied: Applied } | null;
};

const anyAmounts = (): SideAmounts =>
  random.below(6) === 0
    ? bySide(() => 0n)
    : bySide(() => random.oneOf([0n, 100n, 100n, 250n, 400n, BigInt(1 + random.below(500))]));

/** Of each item what the source said last, less something, or something else. */
const anyFile = (round: Round): ModelFile => {
  const { numbers, model } = round;
  const day = Math.max(0, round.day + random.oneOf([-2, 0, 1, 1, 2]));
  round.day = Math.min(30, Math.max(round.day, day));
  const rows = new Map<string, SideAmounts>();
  for (const number of numbers) {
    if (random.below(3) === 0) continue;
    const known = model.get(number);
    const said = [
      anyAmounts(),
      known?.stated ?? anyAmounts(),
      known?.open ?? anyAmounts(),
      bySide(() => 0n),
    ] as const;
    rows.set(number, random.oneOf(said));
  }
  const others = numbers.filter((number) => !rows.has(number));
  return {
    ...{ day: Math.min(30, day), fullSnapshot: random.below(2) === 0, rows },
    invalid: others.filter(() => random.below(3) === 0),
    unnamed: random.below(8) === 0,
  };
};

/** Takes a file in, all of it or as far as it can be compared. */
const importFile = async (round: Round, file: ModelFile): Promise<string> => {
  const imports = postgresImports(parts());
  const request: ClaimedImport = {
    ...{
      importId: randomUUID(),
      attempt: 0,
      requestedBy: 'test',
      requestKey: randomUUID(),
      requestDigest: 'x',
    },
    ...{ threadId: 'test', preset: 'recoup', acceptValid: true, acceptWarnings: true, dryRun: false },
    ...{ fullSnapshot: file.fullSnapshot, pulled: false, history: false, scope: everything },
    terms: {
      ...{ source: round.source, asOf: addDays(firstDay, file.day) as CalendarDate },
      ...{ entity: null, currency: null, revenueShare: null },
    },
    reading: { encoding: null, delimiter: null, sheet: null },
    declared: { dates: null, numbers: null },
    mapping: null,
    controlTotal: null,
    file: { sha256: 'a'.repeat(64), size: 1, format: 'csv' },
  };
  const rows: StagedRow[] = [...file.rows].map(([number, open], at) =>
    openItem(at, 1n, {
      ...{ invoiceNumber: number, open, invoiceDate: firstDay, dueDate: firstDay },
      debtor: { number: 'B', name: 'B' },
      client: { number: 'C', name: 'C' },
    }),
  );
  const invalid = [
    ...file.invalid.map((invoiceNumber, at) => ({ row: 100 + at, means: { entity: 'US01', invoiceNumber } })),
    ...(file.unnamed ? [{ row: 200, means: null }] : []),
  ];
  await act(async () => {
    await imports.register(request);
    await imports.stage(request, rows, invalid);
    await imports.compare(request);
    await imports.commit(request);
  });
  return request.importId;
};

const aFile = async (round: Round): Promise<void> => {
  const file = anyFile(round);
  const before = structuredClone(round.model);
  const applied = takeIn(round.model, file);
  const importId = await importFile(round, file);
  round.lastFile = { importId, before, applied };
};

const undoLast = async (round: Round): Promise<void> => {
  if (!round.lastFile) return;
  const { importId, before, applied } = round.lastFile;
  const undoing = { importId, reason: 'test', personId: 'test', scope: everything, todayIn: () => today };
  const result = await act(() => postgresImportUndo(parts()).undo(undoing));
  round.lastFile = null;
  if (!result.ok) {
    expect(result.refusal.reason).toBe('followed');
    expect(applied).toMatchObject({ lasting: true });
    return;
  }
  round.model = before;
};

const writeOffAny = async (round: Round): Promise<void> => {
  const { number, id } = (await idsOf(server, round)).find(() => random.below(2) === 0) ?? {};
  const item = number === undefined ? undefined : round.model.get(number);
  if (!item || !id || totalOf(item.open) === 0n) return;
  const lines = [
    {
      ...{
        receivableId: id,
        accountId: id,
        entity: 'US01',
        department: 'Film',
        deal: 'D',
        invoiceNumber: id,
      },
      ...{ currency: 'USD', sides: textsOf(item.open), criterion: 'AGED' },
    },
  ];
  const [packetId, contentHash] = [randomUUID(), hashOf(canonicalJson(lines))];
  await act(() =>
    database.transaction(async () => {
      await books().keepPart(packetId, contentHash, { part: 1, parts: 1, lines });
      await executeWriteOff(
        books(),
        readLine,
        hashOf,
      )({
        ...{ packetId, packetName: packetId, round: 1, currency: 'USD', contentHash, parts: 1 },
        ...{ receivableCount: 1, policyVersion: '1', totals: item.open },
        signatures: [
          { personId: 'p', name: 'P', role: 'MD', signedAt: '2026-03-31T10:00:00.000Z', version: 2 },
        ],
        eventDates: new Map([['US01', today]]),
      });
    }),
  );
  const [decided] = await server.query<{ outcome: string; code: string | null }>(
    'select outcome, code from ledger.write_off_execution where packet_id = $1',
    [packetId],
  );
  expect(decided).toEqual(
    item.candidate ? { outcome: 'REFUSED', code: 'CLOSED_AT_SOURCE' } : { outcome: 'EXECUTED', code: null },
  );
  round.lastFile = null;
  if (!item.candidate) writeOff(item, packetId, round.learns);
};

const recoverAny = async (round: Round): Promise<void> => {
  const item = [...round.model.values()].find(({ writtenOff }) => writtenOff && random.below(2) === 0);
  if (!item?.writtenOff) return;
  const { packetId } = item.writtenOff;
  await act(() =>
    database.transaction(() =>
      recoverWriteOff(books())({ packetId, eventDates: new Map([['US01', today]]), kind: 'RECOVERY' }),
    ),
  );
  round.lastFile = null;
  recover(item, round.learns);
};

const decideAny = async (round: Round): Promise<void> => {
  const [found] = await server.query<{ candidateId: string; number: string }>(
    `select candidate_id as "candidateId", number_key as number from ledger.closed_at_source_candidate
       join ledger.billing_item_detail using (billing_item_detail_id) join ledger.billing_item using (billing_item_id)
      where ended_at is null and number_key = any ($1)`,
    [round.numbers],
  );
  const item = found && round.model.get(found.number);
  if (!item) return;
  const decision = random.oneOf(['OPEN', 'CLOSED'] as const);
  const { candidateId } = found;
  await act(() =>
    postgresClosedAtSource(parts()).decide({
      ...{ candidateId, decision, reason: 'test', personId: 'test', scope: everything, todayIn: () => today },
    }),
  );
  round.lastFile = null;
  decide(item, decision === 'CLOSED');
};

it(
  'balances stay explained through files of any kind and order, write-offs, recoveries, decisions and undoing',
  async () => {
    const file = [aFile, aFile, aFile, aFile] as const;
    const acts = [...file, writeOffAny, writeOffAny, recoverAny, decideAny, undoLast] as const;
    for (let at = 0; at < rounds(40); at += 1) {
      const round: Round = {
        ...{ source: `s${at}`, learns: random.below(3) > 0, model: new Map(), day: 0, lastFile: null },
        numbers: Array.from({ length: 1 + random.below(4) }, (_, index) => `r${at}-${index}`),
      };
      await registerSource(server, round);
      const done: string[] = [];
      for (let left = 20; left > 0; left -= 1) {
        const next = random.oneOf(acts);
        done.push(next.name);
        await next(round);
        expect({ at, done, items: await knownItems(server, round) }).toEqual({
          at,
          done,
          items: expectedItems(round.model),
        });
      }
    }
    const checked = await checkInvariants(
      database,
      ledgerInvariants.filter(({ id }) => /^I[123]\b/.test(id)),
    );
    expect(checked.filter(({ violations }) => violations !== 0)).toEqual([]);
    const [often] = await server.query<Record<string, number>>(
      `select (select count(*)::int from ledger.ledger_task where kind = 'LATE_CASH') as late,
              (select count(*)::int from ledger.ledger_task where kind = 'NEW_CHARGE') as charges,
              (select count(*)::int from ledger.closed_at_source_candidate where ended_at is not null) as ended,
              (select count(*)::int from ledger.source_echo where repeated_minor = expected_minor) as repeated,
              (select count(*)::int from ledger.import where state = 'UNDONE') as undone`,
    );
    expect(Math.min(...Object.values(often ?? { none: 0 }))).toBeGreaterThan(0);
  },
  withinMs(300_000),
);
