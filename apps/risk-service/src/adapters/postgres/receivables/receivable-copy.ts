import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { AccountId, ReceivableId } from '../../../domain/score/invoice.ts';
import type { ReceivableCopy, ReceivableState } from '../../../ports/receivable-copy.ts';

/** What is kept as the ledger published it, by column. */
const columns = {
  version: ['int', (state) => state.version],
  account_id: ['uuid', (state) => state.accountId],
  account_name: ['text', (state) => state.accountName],
  client_id: ['uuid', (state) => state.clientId],
  client_name: ['text', (state) => state.clientName],
  entity: ['text', (state) => state.entity],
  department: ['text', (state) => state.department],
  invoice_number: ['text', (state) => state.invoiceNumber],
  invoice_date: ['date', (state) => state.invoiceDate],
  due_date: ['date', (state) => state.dueDate],
  currency: ['text', (state) => state.open.currency],
  billed_minor: ['bigint', (state) => String(state.billed.minor)],
  open_minor: ['bigint', (state) => String(state.open.minor)],
  dispute_open: ['boolean', (state) => state.dispute.open],
  dispute_reason: ['text', (state) => state.dispute.reason],
  open_item: ['boolean', (state) => state.openItem],
  write_off_status: ['text', (state) => state.writeOffStatus],
  packet_id: ['uuid', (state) => state.packetId],
  written_off_minor: ['bigint', ({ writtenOff }) => writtenOff && String(writtenOff.minor)],
  settled_on: ['date', (state) => state.settledOn],
} as const satisfies Readonly<
  Record<string, readonly [type: string, of: (state: ReceivableState) => unknown]>
>;

const kept = Object.entries(columns);
const names = sql.raw(kept.map(([name]) => name).join(', '));
const typed = sql.raw(kept.map(([name, [type]]) => `${name} ${type}`).join(', '));
const replaced = sql.raw(kept.map(([name]) => `${name} = excluded.${name}`).join(', '));

const toRecord = (state: ReceivableState) => ({
  receivable_id: state.receivableId,
  ...Object.fromEntries(kept.map(([name, [, of]]) => [name, of(state)])),
});

/**
 * The copy in `receivable`: one statement a batch, the highest version wins. Nothing is derived from the state before, which may be
 * any.
 */
export const postgresReceivableCopy = (database: Database): ReceivableCopy => ({
  keep: async (states) => {
    if (states.length === 0) return [];
    const changed = await database.query<{ receivable_id: ReceivableId; account_id: AccountId }>(sql`
      insert into receivable as known (receivable_id, ${names})
      select receivable_id, ${names}
        from jsonb_to_recordset(${JSON.stringify(states.map(toRecord))}::jsonb) as state (receivable_id uuid, ${typed})
       order by receivable_id
      on conflict (receivable_id) do update set ${replaced}
       where known.version < excluded.version
      returning receivable_id, account_id`);
    await keepAccounts(database, states);
    return changed.map((row) => ({ receivableId: row.receivable_id, accountId: row.account_id }));
  },
});

/** By what number the source knows each account, so that its invoices of the past are found. */
const keepAccounts = async (database: Database, states: readonly ReceivableState[]): Promise<void> => {
  const accounts = [...new Map(states.map((state) => [state.accountId, state])).values()];
  await database.query(sql`
    insert into account (account_id, source, number)
    select * from unnest(${accounts.map(({ accountId }) => accountId)}::uuid[],
                         ${accounts.map(({ source }) => source)}::text[],
                         ${accounts.map(({ accountNumber }) => accountNumber)}::text[]) as stated (account_id, source, number)
     order by account_id
    on conflict do nothing`);
};
