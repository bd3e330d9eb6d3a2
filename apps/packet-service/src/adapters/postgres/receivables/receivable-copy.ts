import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import { exponentOf, storedCurrency } from '@recoup/domain/currency';
import { exactAmount } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** Keeps the ledger's receivables as they now stand, in one statement for a batch; an older version changes nothing. */
export const keepReceivables =
  (database: Database) =>
  async (states: readonly ReceivableState[]): Promise<void> => {
    await database.query(sql`
      insert into receivable as kept (${columnNames})
      select ${columnNames} from jsonb_populate_recordset(null::receivable, ${JSON.stringify(states.map(toRow))}::jsonb)
       order by billing_item_detail_id
      on conflict (billing_item_detail_id) do update set ${assignments}
       where kept.version < excluded.version`);
  };

const minor = ({ open, currency }: ReceivableState, side: keyof ReceivableState['open']) =>
  exactAmount(open[side], storedCurrency(currency)).minor.toString();

/** Every column that the ledger's state gives, and the only list of them. */
const columns: Readonly<Record<string, (state: ReceivableState) => string | number | boolean | null>> = {
  billing_item_detail_id: ({ receivableId }) => receivableId,
  version: ({ version }) => version,
  entity: ({ entity }) => entity,
  department: ({ department }) => department,
  deal: ({ deal }) => deal,
  client_id: ({ client }) => client.clientId,
  client_number: ({ client }) => client.number,
  client_name: ({ client }) => client.name,
  account_id: ({ account }) => account.accountId,
  account_number: ({ account }) => account.number,
  account_name: ({ account }) => account.name,
  agent_number: ({ agent }) => agent?.number ?? null,
  agent_name: ({ agent }) => agent?.name ?? null,
  invoice_number: ({ invoiceNumber }) => invoiceNumber,
  invoice_date: ({ invoiceDate }) => invoiceDate,
  due_date: ({ dueDate }) => dueDate,
  currency: ({ currency }) => currency,
  currency_exponent: ({ currency }) => exponentOf(storedCurrency(currency)),
  open_revenue_minor: (state) => minor(state, 'revenue'),
  open_payable_minor: (state) => minor(state, 'payable'),
  open_tax_minor: (state) => minor(state, 'tax'),
  open_fee_minor: (state) => minor(state, 'fee'),
  open_item_ind: ({ openItem }) => openItem,
  write_off_status_cd: ({ writeOffStatus }) => writeOffStatus,
  exclude_from_cecl_ind: ({ excludeFromCecl }) => excludeFromCecl,
  dispute_open: ({ dispute }) => dispute.open,
  dispute_reason: ({ dispute }) => dispute.reason,
  as_of: ({ asOf }) => asOf,
  gl_reference: ({ glReference }) => glReference,
};

const toRow = (state: ReceivableState) =>
  Object.fromEntries(Object.entries(columns).map(([column, read]) => [column, read(state)]));

const columnNames = sql.raw(Object.keys(columns).join(', '));
const assignments = sql.raw(
  Object.keys(columns)
    .filter((column) => column !== 'billing_item_detail_id')
    .map((column) => `${column} = excluded.${column}`)
    .join(', '),
);
