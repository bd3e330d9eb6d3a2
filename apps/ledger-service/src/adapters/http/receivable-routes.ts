import { receivableState } from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import type { Actor } from '@recoup/runtime/http/directory';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import { sql } from 'kysely';
import * as z from 'zod';
import { minorText } from '../../domain/books/amount-texts.ts';
import { coveredItems } from '../../reads/scope.ts';

const byId = z.strictObject({ id: z.uuid() });
const money = z.object({ amount: z.string(), currency: z.string() });

const accountResource = z.object({
  accountId: z.uuid(),
  number: z.string(),
  name: z.string(),
  source: z.string(),
  open: z.array(z.object({ items: z.int(), outstanding: money, oldestDueDate: z.iso.date() })),
  writtenOff: z.int().describe('receivables that stand written off'),
});

export type ReceivableReads = {
  readonly database: Database;
  readonly receivables: (ids: readonly string[]) => Promise<readonly z.infer<typeof receivableState>[]>;
};

export const receivableRoutes = ({ database, receivables }: ReceivableReads): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/receivables/{id}',
    summary: 'One receivable as the ledger holds it',
    access: 'signed-in',
    params: byId,
    answer: receivableState,
    handle: async ({ params, actor }) => {
      const [found] = (await covers(database, actor, params.id)) ? await receivables([params.id]) : [];
      return found ? { body: found, version: found.version } : notFound('This receivable');
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/accounts/{id}',
    summary: 'One debtor: what is open in each currency, within your scope',
    access: 'signed-in',
    params: byId,
    answer: accountResource,
    handle: async ({ params, actor }) => {
      const found = await findAccount(database, actor, params.id);
      return found ? { body: found } : notFound('This account');
    },
  }),
];

const covers = async (database: Database, actor: Actor, receivableId: string): Promise<boolean> => {
  const found = await database.query(sql`
    select from billing_item_detail detail join billing_item item using (billing_item_id)
     where detail.billing_item_detail_id = ${receivableId} and ${coveredItems(actor)}`);
  return found.length > 0;
};

type AccountRow = {
  readonly number: string;
  readonly name: string;
  readonly source: string;
  readonly items: readonly { currency: string; items: number; minor: string; oldest: string }[] | null;
  readonly written_off: number;
  readonly covered: number;
};

const findAccount = async (database: Database, actor: Actor, accountId: string) => {
  const [row] = await database.query<AccountRow>(sql`
    with own as (
      select item.currency, item.due_date, item.open_item_ind, detail.write_off_status_cd,
             rev_open_minor + pay_open_minor + tax_open_minor + fee_open_minor as minor
        from billing_item item join billing_item_detail detail using (billing_item_id)
       where item.account_id = ${accountId} and ${coveredItems(actor)}),
    open as (
      select currency, count(*)::int as items, sum(minor)::text as minor, min(due_date) as oldest
        from own where open_item_ind group by currency)
    select number, name, source,
           (select jsonb_agg(open order by currency) from open) as items,
           (select count(*)::int from own where write_off_status_cd = 'WRITTEN_OFF') as written_off,
           (select count(*)::int from own) as covered
      from account where account_id = ${accountId}`);
  if (!row || row.covered === 0) return undefined;
  return {
    accountId,
    number: row.number,
    name: row.name,
    source: row.source,
    writtenOff: row.written_off,
    open: (row.items ?? []).map(({ currency, items, minor, oldest }) => ({
      items,
      outstanding: { amount: minorText(BigInt(minor), currency), currency },
      oldestDueDate: oldest,
    })),
  };
};
