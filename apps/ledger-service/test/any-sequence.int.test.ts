import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '@recoup/domain/canonical-json';
import { amountText, storedMoney } from '@recoup/domain/money';
import { bySide, type SideAmounts, sides } from '@recoup/domain/sides';
import { checkInvariants } from '@recoup/runtime/checks/invariants';
import type { Database } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLine } from '../src/adapters/events/packet-events.ts';
import { fileJournal } from '../src/adapters/journal-files/batch.ts';
import { fileBodies } from '../src/adapters/journal-files/journal-files.ts';
import { postgresBooks } from '../src/adapters/postgres/books/books.ts';
import { postgresGlDocuments } from '../src/adapters/postgres/general-ledger/gl-documents.ts';
import {
  booksPartsFor,
  openItem,
  stagedRows,
} from '../src/adapters/postgres/imports/staged-import.fixture.ts';
import { ledgerInvariants } from '../src/adapters/postgres/invariants.ts';
import { ledgerDatabaseUnderTest } from '../src/adapters/postgres/ledger-database.fixture.ts';
import { sealNext } from '../src/adapters/postgres/log/log-sealer.ts';
import { type ExecuteWriteOff, executeWriteOff } from '../src/application/execute-write-off.ts';
import { postToGeneralLedger } from '../src/application/general-ledger/post-to-general-ledger.ts';
import { type RecoverWriteOff, recoverWriteOff } from '../src/application/recover-write-off.ts';
import { on } from '../src/domain/books/books.fixture.ts';
import { memoryGeneralLedger, memoryMapped } from '../src/ports/memory-general-ledger.fixture.ts';

const { random } = randomRun('books of any sequence');
const today = on('2026-03-31');
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const general = memoryGeneralLedger();

let server: TestDatabase;
let database: Database;
let books: ReturnType<typeof postgresBooks>;
let clock = Date.parse('2026-03-31T12:00:00Z');

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  await server.query(
    `insert into ledger.accounting_period select entity, '2026-03', 'OPEN', now(), 'test' from unnest(array['US01', 'US02']) entity`,
  );
  books = postgresBooks({ ...booksPartsFor(database), bodies });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const bodies = {
  mappedNow: async () => ({ ...memoryMapped, documentsOf: fileBodies.documentsOf }),
  recoveryOf: fileBodies.recoveryOf,
};

/** One after the other in a transaction of their own, as the consumer of events does it. */
const act = (work: () => Promise<void>): Promise<void> =>
  causedBy({ actor: 'test', correlationId: randomUUID() }, () => database.transaction(work));

const anyAmounts = (): SideAmounts =>
  bySide(() => (random.below(3) === 0 ? 0n : BigInt(1 + random.below(1_000_000))));
const nothingOf = (amounts: SideAmounts): boolean => sides.every((side) => amounts[side] === 0n);
const someOf = <Item>(items: readonly Item[]): readonly Item[] => items.filter(() => random.below(2) === 0);

type Invoice = { readonly number: string; readonly at: number; readonly entity: string };
type Packet = { readonly command: ExecuteWriteOff };

/** What one sequence of acts knows of itself. */
type Sequence = {
  readonly invoices: readonly Invoice[];
  readonly packets: Packet[];
  readonly recovered: RecoverWriteOff[];
};

const importAny = async (invoices: readonly Invoice[]): Promise<void> => {
  const rows = invoices.map(({ number, at, entity }) => {
    const open = anyAmounts();
    const amounts = nothingOf(open) ? { ...open, revenue: 1n } : open;
    return openItem(at, 1n, { invoiceNumber: number, entity, open: amounts });
  });
  const staged = await stagedRows(database, 'erp', rows);
  await staged.compare();
  await staged.commit();
};

type Held = { readonly id: string; readonly entity: string; readonly open: Readonly<Record<string, string>> };
const heldOf = (numbers: readonly string[]) =>
  server.query<Held>(
    `select billing_item_detail_id as id, item.entity, jsonb_object_agg(side, open_minor::text) as open
       from ledger.billing_item item join ledger.billing_item_detail using (billing_item_id)
       join ledger.receivable_side using (billing_item_detail_id)
      where invoice_number = any ($1) group by 1, 2 order by 1`,
    [numbers],
  );
const textsOf = (amounts: SideAmounts): Readonly<Record<string, string>> =>
  Object.fromEntries(sides.map((side) => [side, amountText(storedMoney(amounts[side], 'USD'))]));
const codes = { revenue: 'REV', payable: 'PAY', tax: 'TAX', fee: 'FEE' } as const;

/** The approval of any receivables, open or not, of which each in four says another amount than is open by now. */
const approveAny = async ({ invoices, packets }: Sequence): Promise<void> => {
  const held = await heldOf(someOf(invoices).map(({ number }) => number));
  if (held.length === 0) return;
  const approved = held.map(({ id, entity, open }) => {
    const off = random.below(4) === 0 ? BigInt(random.below(3)) - 1n : 0n;
    const amounts = bySide((side) => {
      const minor = BigInt(open[codes[side]] ?? '0') + (side === 'revenue' ? off : 0n);
      return minor < 0n ? 0n : minor;
    });
    return { id, entity, amounts };
  });
  const lines = approved.map(({ id, entity, amounts }) => ({
    ...{ receivableId: id, accountId: id, entity, department: 'Film', deal: 'D', invoiceNumber: id },
    ...{
      currency: 'USD',
      sides: textsOf(amounts),
      criterion: 'AGED',
    },
  }));
  const packetId = randomUUID();
  const contentHash = hashOf(canonicalJson(lines));
  await act(() => books.keepPart(packetId, contentHash, { part: 1, parts: 1, lines }));
  const command: ExecuteWriteOff = {
    ...{ packetId, packetName: `Packet ${packetId}`, round: 1, currency: 'USD', contentHash, parts: 1 },
    ...{ receivableCount: lines.length, policyVersion: '1' },
    signatures: [{ personId: 'p', name: 'P', role: 'MD', signedAt: '2026-03-31T10:00:00.000Z', version: 2 }],
    eventDates: new Map([...new Set(held.map(({ entity }) => entity))].map((entity) => [entity, today])),
    totals: bySide((side) => approved.reduce((sum, { amounts }) => sum + amounts[side], 0n)),
  };
  packets.push({ command });
  await execute(command);
};

const execute = (command: ExecuteWriteOff): Promise<void> =>
  act(() => executeWriteOff(books, readLine, hashOf)(command));
const recover = (command: RecoverWriteOff): Promise<void> => act(() => recoverWriteOff(books)(command));

const recoverAny = async ({ packets, recovered }: Sequence): Promise<void> => {
  const [packet] = someOf(packets);
  if (!packet) return;
  const { packetId, eventDates } = packet.command;
  const command: RecoverWriteOff = { packetId, eventDates, kind: random.oneOf(['RECOVERY', 'CORRECTION']) };
  recovered.push(command);
  await recover(command);
};

/** Whatever came before comes again, and leaves everything as it was. */
const again = async ({ packets, recovered }: Sequence): Promise<void> => {
  const before = await rowsOf();
  for (const { command } of packets) await execute(command);
  for (const command of recovered) await recover(command);
  expect(await rowsOf()).toEqual(before);
};
const rowsOf = () =>
  server.query(
    `select (select count(*) from ledger.posting_event) as events, (select count(*) from ledger.receivable_movement) as movements,
            (select count(*) from ledger.cash_receipt) as receipts, (select count(*) from ledger.gl_document) as documents,
            (select sum(open_minor) from ledger.receivable_side) as open`,
  );

const poster = () => {
  const { outbox, log } = booksPartsFor(database);
  const postings = postgresGlDocuments(database, outbox, log, () => new Date(clock), 60_000);
  const post = postToGeneralLedger(postings, { ...general.generalLedger, ...bodies });
  return () => causedBy({ actor: 'test', correlationId: 'test' }, post);
};

/** Some documents go out, one in three without an answer and one in three to somebody who must approve it there. */
const postSome = async (): Promise<void> => {
  const post = poster();
  for (let left = random.below(4); left > 0; left -= 1) {
    general.askForApproval(random.below(3) === 0);
    if (random.below(3) === 0) general.dropNextAnswer();
    await post();
    clock += random.below(400_000);
  }
  general.askForApproval(false);
};

/** Time passes until every document is answered. */
const postAll = async (): Promise<void> => {
  const post = poster();
  for (let idle = 0; idle < 10; clock += 400_000) idle = (await post()) ? 0 : idle + 1;
};

const broken = async () => {
  const { outbox } = booksPartsFor(database);
  const seal = () => sealNext(database, outbox, 'test');
  while (await causedBy({ actor: 'test', correlationId: 'test' }, seal));
  // All but those about time, which stands still here while documents wait.
  const checked = await checkInvariants(
    database,
    ledgerInvariants.filter(({ id }) => !id.startsWith('I21-')),
  );
  return checked.filter(({ violations }) => violations !== 0);
};

/** A receivable is written off exactly while a packet that took it is executed and not recovered, and then nothing of it is open. */
const wronglyMarked = () =>
  server.query(
    `select invoice_number from ledger.billing_item_detail detail join ledger.billing_item using (billing_item_id)
      cross join lateral (
        select count(*) filter (where transaction_type = 'WRITE_OFF') - count(*) filter (where reverses_event_id is not null) as standing
          from (select distinct posting_event_id from ledger.receivable_movement moved
                 where moved.billing_item_detail_id = detail.billing_item_detail_id and kind = 'WRITE_OFF') moved
          join ledger.posting_event using (posting_event_id)) taken
      where (standing = 1) <> (write_off_status_cd is not distinct from 'WRITTEN_OFF') or standing not in (0, 1)`,
  );

const outcomes = async (): Promise<Readonly<Record<'executed' | 'refused' | 'recovered', number>>> => {
  const [often] = await server.query<Record<'executed' | 'refused' | 'recovered', number>>(
    `select count(*) filter (where outcome = 'EXECUTED')::int as executed,
            count(*) filter (where outcome = 'REFUSED')::int as refused,
            (select count(*)::int from ledger.posting_event where reverses_event_id is not null) as recovered
       from ledger.write_off_execution`,
  );
  return often ?? { executed: 0, refused: 0, recovered: 0 };
};

it(
  'books stay right through any sequence of imports, approvals, recoveries, repeats and lost answers',
  async () => {
    const acts: readonly [
      (sequence: Sequence) => Promise<void>,
      ...((sequence: Sequence) => Promise<void>)[],
    ] = [({ invoices }) => importAny(someOf(invoices)), approveAny, approveAny, recoverAny, again, postSome];
    for (let round = 0; round < rounds(200); round += 1) {
      const invoices = Array.from({ length: 2 + random.below(4) }, (_, at) => ({
        ...{ number: `S${round}-${at}`, at: round * 10 + at, entity: random.oneOf(['US01', 'US02']) },
      }));
      const sequence: Sequence = { invoices, packets: [], recovered: [] };
      await importAny(invoices);
      for (let left = 3 + random.below(6); left > 0; left -= 1) await random.oneOf(acts)(sequence);
      if (round % 5 === 4) expect({ round, broken: await broken() }).toEqual({ round, broken: [] });
    }
    expect(await wronglyMarked()).toEqual([]);
    for (const count of Object.values(await outcomes())) expect(count).toBeGreaterThan(rounds(5));

    await postAll();
    const unanswered = await server.query(`select state from ledger.gl_document where state <> 'POSTED'`);
    expect(unanswered).toEqual([]);
    expect(await subLedger()).toEqual(inGeneralLedger());
    expect(await mirrorsBeforeTheirWriteOff()).toEqual([]);
  },
  withinMs(300_000),
);

/** What write-offs and their recoveries have taken from receivables and not given back, in minor units by entity. */
const subLedger = async () => {
  const taken = await server.query<{ entity: string; minor: string }>(
    `select item.entity, (-sum(amount_minor))::text as minor
       from ledger.receivable_movement join ledger.billing_item_detail using (billing_item_detail_id)
       join ledger.billing_item item using (billing_item_id)
      where kind = 'WRITE_OFF' group by 1 order by 1`,
  );
  return taken.map(({ entity, minor }) => [entity, minor]);
};
/** What has been credited on receivables in the general ledger and not debited again. */
const inGeneralLedger = () => {
  const credited = new Map<string, bigint>();
  for (const { body } of general.arrived()) {
    const { entity, lines } = fileJournal.parse(JSON.parse(new TextDecoder().decode(body)));
    for (const { role, debitMinor, creditMinor } of lines) {
      if (role !== 'AR') continue;
      credited.set(entity, (credited.get(entity) ?? 0n) + BigInt(creditMinor) - BigInt(debitMinor));
    }
  }
  return [...credited].sort().map(([entity, minor]) => [entity, String(minor)]);
};
/** Keys of recoveries that came before the write-off that they take back. */
const mirrorsBeforeTheirWriteOff = async () => {
  const order = new Map(general.arrived().map(({ externalId }, at) => [externalId, at]));
  const pairs = await server.query<{ mirror: string; original: string }>(
    `select mirror.external_id as mirror, original.external_id as original
       from ledger.gl_document mirror join ledger.gl_document original on original.gl_document_id = mirror.after_document_id`,
  );
  return pairs.filter(({ mirror, original }) => (order.get(mirror) ?? -1) <= (order.get(original) ?? -1));
};
