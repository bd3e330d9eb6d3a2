import { randomUUID } from 'node:crypto';
import { receivableState as contract } from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postEvent } from '../adapters/postgres/books/post-event.ts';
import { booksPartsFor, stagedImport } from '../adapters/postgres/imports/staged-import.fixture.ts';
import { ledgerDatabaseUnderTest } from '../adapters/postgres/ledger-database.fixture.ts';
import { on, someTerms } from '../domain/books/books.fixture.ts';
import { receivableState } from './receivable-states.ts';

let server: TestDatabase;
let database: Database;
let receivableIds: string[];

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  const items = await stagedImport(database, 'erp', 5);
  await items.compare();
  await items.commit();
  receivableIds = (
    await database.query<{ id: string }>(
      sql`select billing_item_detail_id as id from billing_item_detail order by 1`,
    )
  ).map(({ id }) => id);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** Something that is posted on a day of April: `write` gets the posting event. */
const post = (day: string, write: (postingEventId: string) => Promise<unknown>) =>
  causedBy({ actor: 'test', correlationId: 'test' }, () =>
    database.transaction(async () => {
      const logEventId = randomUUID();
      await booksPartsFor(database).log.append('test', {}, { eventId: logEventId });
      const cause = {
        ...({ transactionType: 'SOURCE_STATED', sourceKind: 'IMPORT', sourceId: randomUUID() } as const),
        ...{ sourceRound: 0, approvalHash: null, reversesEventId: null, logEventId },
        at: `${day}T12:00:00Z`,
      };
      const terms = someTerms('US01', { eventDate: on(day), accountingDate: on(day) });
      await database.query(sql`
        insert into accounting_period values ('US01', '2026-04', 'OPEN', now(), 'test') on conflict do nothing`);
      await write(await postEvent(database, cause, [terms]));
    }),
  );
const move = (receivableId: string, day: string, side: string, kind: string, minor: number) =>
  post(day, (event) =>
    database.query(sql`
      insert into receivable_movement
        (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
      values (${event}, ${receivableId}, ${side}, '', ${kind}, ${minor}, ${minor})`),
  );
const stateOf = async (at: number) => {
  const id = receivableIds[at] ?? '';
  const state = async () => {
    const found = await receivableState(database, id);
    expect(contract.strict().parse(found)).toEqual(found);
    return found;
  };
  return { id, state };
};

it.each([
  [0, 'CASH', 'cash'],
  [1, 'CREDIT', 'credit'],
  [2, 'SOURCE_STATED', 'source'],
])(
  'a receivable is settled on the day of the last of its movements, by what that was: %s %s',
  async (at, kind, by) => {
    const { id, state } = await stateOf(at);
    await move(id, '2026-04-03', 'PAY', 'CREDIT', -900);
    expect(await state()).toMatchObject({ openItem: true, settled: null });
    await move(id, '2026-04-05', 'REV', kind, -100);
    expect(await state()).toMatchObject({
      openItem: false,
      settled: { on: '2026-04-05', by },
      writeOff: null,
    });
    await move(id, '2026-04-06', 'REV', 'SOURCE_STATED', 1);
    expect(await state()).toMatchObject({ openItem: true, settled: null });
  },
);

it('tells what was billed where the source says it of every side, and what was open at first in any case', async () => {
  const { id, state } = await stateOf(4);
  const opening = { revenue: '1.00', payable: '9.00' };
  expect(await state()).toMatchObject({ billed: null, opening });
  const bill = (sides: readonly string[]) =>
    server.query(
      `update ledger.receivable_side set billed_minor = 1234 where billing_item_detail_id = $1 and side = any ($2)`,
      [id, sides],
    );
  await bill(['REV']);
  expect(await state()).toMatchObject({ billed: null, opening });
  await bill(['REV', 'PAY']);
  expect(await state()).toMatchObject({ billed: { revenue: '12.34', payable: '12.34' }, opening });
});

it('tells what is billed and open of the components that the source names', async () => {
  const { id, state } = await stateOf(3);
  expect(await state()).toMatchObject({ components: [] });
  await post('2026-04-03', (event) =>
    database.query(sql`
      insert into receivable_side
        (billing_item_detail_id, side, component, opened_by_event_id, opening_minor, open_minor, stated_minor)
      select ${id}, 'TAX', component, ${event}, minor, minor, minor
        from (values ('STATE', 80), ('CITY', 25)) as tax (component, minor)`),
  );
  expect(await state()).toMatchObject({
    open: { tax: '1.05' },
    components: [
      { side: 'tax', component: 'CITY', billed: null, opening: '0.25', open: '0.25' },
      { side: 'tax', component: 'STATE', billed: null, opening: '0.80', open: '0.80' },
    ],
  });
});
