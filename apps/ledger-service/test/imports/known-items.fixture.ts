import { createHash } from 'node:crypto';
import { amountText, storedMoney } from '@recoup/domain/money';
import { bySide, type SideAmounts, sides } from '@recoup/domain/sides';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { on } from '../../src/domain/books/books.fixture.ts';
import type { Model } from './statement-model.fixture.ts';

/** The day zero of files of a model. */
export const firstDay = on('2026-03-01');
export const today = on('2026-03-31');

/** What the ledger knows of the items of a round, in the shape of the model. */
export const knownItems = async (
  server: TestDatabase,
  { numbers, source }: { readonly numbers: readonly string[]; readonly source: string },
) => {
  const rows = await server.query<Record<string, string>>(
    `select number_key as number, write_off_status_cd as status, sighting.as_of - $3::date as seen,
            exists (select from ledger.closed_at_source_candidate candidate
                     where candidate.billing_item_detail_id = detail.billing_item_detail_id and ended_at is null) as candidate,
            (select jsonb_object_agg(side, jsonb_build_array(open_minor::text, stated_minor::text))
               from ledger.receivable_side side where side.billing_item_detail_id = detail.billing_item_detail_id) as sides,
            (select jsonb_object_agg(kind, minor::text) from (
               select kind, sum(amount_minor) as minor from ledger.ledger_task task
                where task.billing_item_detail_id = detail.billing_item_detail_id group by kind) task) as tasks
       from ledger.billing_item item join ledger.billing_item_detail detail using (billing_item_id)
       join ledger.receivable_sighting sighting using (billing_item_detail_id)
      where number_key = any ($1) and item.source = $2 order by 1`,
    [numbers, source, firstDay],
  );
  return rows.map(({ number, status, seen, candidate, sides: amounts, tasks }) => {
    const of = (at: 0 | 1) => bySide((side) => BigInt(Object(amounts)[codes[side]]?.[at] ?? '0'));
    const task = (kind: string) => BigInt(Object(tasks)[kind] ?? '0');
    return {
      ...{ number, status, seen, candidate, open: of(0), stated: of(1) },
      tasks: { late: task('LATE_CASH'), charge: task('NEW_CHARGE'), below: task('BELOW_ZERO') },
    };
  });
};
const codes = { revenue: 'REV', payable: 'PAY', tax: 'TAX', fee: 'FEE' } as const;

/** What the model says of them, in the same shape. */
export const expectedItems = (model: Model) =>
  [...model]
    .map(([number, { status, seen, candidate, open, stated, tasks }]) => ({
      ...{ number, status, seen, candidate, open, stated, tasks },
    }))
    .sort((one, other) => (one.number < other.number ? -1 : 1));

/** Registers a source that learns, or does not learn, of what is written off here. */
export const registerSource = (
  server: TestDatabase,
  { source, learns }: { readonly source: string; readonly learns: boolean },
) =>
  server.query(
    `insert into ledger.source (code, code_key, party_per_entity, number_per_year, names_vary, echoes, created_at, created_by)
     values ($1, $1, false, false, false, $2, now(), 'test')`,
    [source, learns ? 'WRITE_OFFS' : 'NONE'],
  );

/** Opens the month of all days of a model. */
export const openMarch = (server: TestDatabase) =>
  server.query(`insert into ledger.accounting_period values ('US01', '2026-03', 'OPEN', now(), 'test')`);

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

type Held = { readonly number: string; readonly id: string };
/** Which receivables a model's items are. */
export const idsOf = (
  server: TestDatabase,
  { numbers, source }: { readonly numbers: readonly string[]; readonly source: string },
) =>
  server.query<Held>(
    `select number_key as number, billing_item_detail_id as id from ledger.billing_item
       join ledger.billing_item_detail using (billing_item_id) where number_key = any ($1) and source = $2`,
    [numbers, source],
  );

/** Amounts as lines of packets write them. */
export const textsOf = (amounts: SideAmounts) =>
  Object.fromEntries(sides.map((side) => [side, amountText(storedMoney(amounts[side], 'USD'))]));
