import { randomUUID } from 'node:crypto';
import { openDatabase } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { LedgerUnderTest } from '../ledger-under-test.ts';

const queryAs = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const database = await openDatabase({ url, schema: 'ledger', migrations: [] });
  try {
    await database.transaction(async () => {
      for (const statement of statements) await database.query(sql.raw(statement));
    });
  } finally {
    await database.close();
  }
};
/** Statements in one transaction on the ledger's database, as the role of the service and as the owner of its tables. */
export const asRuntime = (ledger: LedgerUnderTest, ...statements: readonly string[]) =>
  queryAs(ledger.database.runtimeUrl('ledger'), ...statements);
export const asOwner = (ledger: LedgerUnderTest, ...statements: readonly string[]) =>
  queryAs(ledger.database.ownerUrl('ledger'), ...statements);

/** An entry of the log that waits for no seal. */
export const unsealed = (id: string) => `
  insert into ledger.log_entry
    (event_id, ledger_id, type, schema_version, actor, occurred_at, recorded_at, bytes_hash, leaf_hash)
  values ('${id}', 'test', 'test', 1, 'x', 'now', 'now', sha256(''), sha256(''))`;
export const entry = (id: string) => `
  with entry as (${unsealed(id)} returning event_id) insert into ledger.log_unsealed (event_id) select event_id from entry`;
export const event = (id: string, logged: string, change: Readonly<Record<string, string>> = {}) => {
  const values = {
    posting_event_id: `'${id}'`,
    transaction_type: `'CREDIT_MEMO'`,
    source_kind: `'CREDIT_MEMO'`,
    source_id: `'${id}'`,
    source_round: '0',
    step: `''`,
    recorded_at: 'now()',
    actor: `'x'`,
    log_event_id: `'${logged}'`,
    ...change,
  };
  return `insert into ledger.posting_event (${Object.keys(values).join(', ')}) values (${Object.values(values).join(', ')})`;
};
export const entityOf = (id: string, change: Readonly<Record<string, string>> = {}) => {
  const values = {
    posting_event_id: `'${id}'`,
    entity: `'US01'`,
    event_date: `'2026-03-31'`,
    accounting_date: `'2026-03-31'`,
    period: `'2026-03'`,
    policy_version: `'1'`,
    ...change,
  };
  return `insert into ledger.posting_entity (${Object.keys(values).join(', ')}) values (${Object.values(values).join(', ')})`;
};
export const posted = (id: string, change: Readonly<Record<string, string>> = {}) => {
  const logged = randomUUID();
  return [entry(logged), event(id, logged), entityOf(id, change)];
};
export const lines = (journalId: string, ...amounts: readonly (readonly [string, number, number])[]) =>
  `insert into ledger.journal_line (journal_id, line_no, account_role, component, department, debit_minor, credit_minor,
          functional_debit_minor, functional_credit_minor)
   values ${amounts.map(([role, debit, credit], at) => `('${journalId}', ${at + 1}, '${role}', '', 'Film', ${debit}, ${credit}, ${debit}, ${credit})`).join(', ')}`;
export const header = (journalId: string, eventId: string, currency = 'USD') =>
  `insert into ledger.journal (journal_id, posting_event_id, entity, policy_version, accounting_date, currency, seq, book, created_at)
   values ('${journalId}', '${eventId}', 'US01', '1', '2026-03-31', '${currency}', 1, 'GL', now())`;
export const detailOf = (invoice: string) =>
  `(select billing_item_detail_id from ledger.billing_item_detail join ledger.billing_item using (billing_item_id)
     where invoice_number = '${invoice}')`;
export const movement = (eventId: string, invoice: string, minor: number) =>
  `insert into ledger.receivable_movement
     (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
   values ('${eventId}', ${detailOf(invoice)}, 'REV', '', 'CREDIT', ${minor}, ${minor})`;
