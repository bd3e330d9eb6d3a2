import type { LedgerApi } from '@recoup/contracts/api/ledger';
import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import type { LedgerUnderTest } from '../ledger-under-test.ts';

type Query = LedgerApi['post']['/v1/imports']['call']['query'];

const columns = {
  entity: 'US01',
  department: 'Film',
  deal: 'D-1',
  client_id: 'C-1',
  client_name: 'XYZ Corp',
  buyer_id: 'B-1',
  buyer_name: 'Acme Inc',
  agent_id: 'A-1',
  agent_name: 'Ann Agent',
  invoice_number: '',
  invoice_date: '2025-11-01',
  due_date: '2025-12-01',
  currency: 'USD',
  revenue_amount: '100.00',
  payable_amount: '900.00',
  tax_amount: '0.00',
  fee_amount: '0.00',
  dispute_open: 'false',
  dispute_reason: '',
  settled_date: '',
  instalment: '',
  agreement_type: '',
  agreement_status: '',
  stop_date: '',
  current_balance: '',
};
export type Row = typeof columns;

/** A row of the template with USD 100 of revenue and 900 of the client open. */
export const anItem = (invoice_number: string, change: Partial<Row> = {}): Row => ({
  ...columns,
  invoice_number,
  ...change,
});

const line = (row: Row) => Object.values(row).join(',');

/** Line and column of a pointer such as `/rows/2/due_date`; line 0 where it means a parameter. */
const whereOf = (pointer: string): readonly [number, string] => {
  const [, row, column] = /^\/rows\/(\d+)\/(.*)$/.exec(pointer) ?? [];
  return row === undefined ? [0, pointer.replace('query/', '')] : [Number(row), column ?? ''];
};

/** Files of one source sent to a ledger, and what came of their items. */
export const importDesk = (ledger: LedgerUnderTest, token: string, source: string) => {
  const send = (rows: readonly (Row | string)[], query: Partial<Query> = {}) =>
    ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31', source, ...query },
      token,
      upload: {
        bytes: [
          Object.keys(columns).join(','),
          ...rows.map((row) => (typeof row === 'string' ? row : line(row))),
        ].join('\n'),
        type: 'text/csv',
      },
    });
  return {
    send,
    /** What the file did, which must have been taken in. */
    taken: async (rows: readonly (Row | string)[], query: Partial<Query> = {}) =>
      bodyOf(await send(rows, query)),
    /** Line, column and code of each thing that is wrong with a file, which must have been refused. */
    refused: async (rows: readonly (Row | string)[], query: Partial<Query> = {}) => {
      const answer = await send(rows, query);
      return (problemOf(answer).errors ?? []).map(({ code, pointer }) => [...whereOf(pointer), code]);
    },
    remarksOf: async (importId: string) => {
      const answer = await ledger.call.get('/v1/imports/{id}/errors', { path: { id: importId }, token });
      return bodyOf(answer).items.map(({ row, code, fatal }) => [row, code, fatal]);
    },
    openOf: (...invoices: readonly string[]) =>
      ledger.database.query<{ invoice: string; open: string; status: string | null; version: number }>(
        `select invoice_number as invoice, write_off_status_cd as status, version,
                (select sum(open_minor)::text from ledger.receivable_side side
                  where side.billing_item_detail_id = detail.billing_item_detail_id) as open
           from ledger.billing_item_detail detail join ledger.billing_item item using (billing_item_id)
          where invoice_number = any ($1) and item.source = $2 order by 1, instalment`,
        [invoices, source],
      ),
    /** The newest event of an item: its verb and state. */
    lastEventOf: async (invoice: string) => {
      const [found] = await ledger.database.query<{ verb: string; data: Record<string, unknown> }>(
        `select split_part(event_type, '.', 3) as verb, convert_from(message, 'UTF8')::jsonb -> 'data' as data
           from ledger.outbox
          where topic = 'recoup.receivables.v1'
            and convert_from(message, 'UTF8')::jsonb -> 'data' ->> 'invoiceNumber' = $1
            and convert_from(message, 'UTF8')::jsonb -> 'data' ->> 'source' = $2
          order by id desc limit 1`,
        [invoice, source],
      );
      return found;
    },
    tasksOf: async (invoiceNumber: string) => {
      const answer = await ledger.call.get('/v1/tasks', { query: { invoiceNumber: [invoiceNumber] }, token });
      return bodyOf(answer).items.map(({ kind, amount, state }) => [kind, amount.amount, state]);
    },
  };
};
export type ImportDesk = ReturnType<typeof importDesk>;
