import { openDatabase } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
let auditor: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('F1', '100.00', '900.00'));
  auditor = await openDatabase({
    url: ledger.database.auditorUrl('ledger'),
    schema: 'ledger',
    migrations: [],
  });
});
afterAll(async () => {
  await auditor?.close();
  await ledger?.stop();
});

const ask = (statement: string) => auditor.query(sql.raw(statement));

/** What auditors read; of three tables some columns only. */
const evidence = [
  ...['accounting_period', 'book_number', 'cash_receipt', 'cash_receipt_status', 'cash_receipt_worksheet'],
  ...[
    'change_request',
    'change_request_attempt',
    'journal',
    'journal_line',
    'ledger_identity',
    'log_bytes',
    'log_checkpoint',
  ],
  ...[
    'log_entry',
    'log_purge',
    'log_seal',
    'memo_movement',
    'policy_version',
    'posting_entity',
    'posting_event',
  ],
  ...['receivable_movement', 'worksheet_status', 'write_off_execution', 'write_off_receipt'],
];

describe('the role of auditors', () => {
  it('signs in and reads what was posted', async () => {
    expect(await ask('select transaction_type from posting_event')).toEqual([
      { transaction_type: 'OPENING' },
    ]);
    expect(
      await ask('select convert_from(bytes, $$UTF8$$)::json is not null as said from log_bytes'),
    ).not.toEqual([]);
  });

  it.each([
    ['whom the firm deals with', 'select name from party'],
    ['people', 'select email from directory_person'],
    ['who paid', 'select payer from cash_receipt'],
    ['from which account', 'select bank_account from cash_receipt'],
    ['the names of those who decide', 'select proposed_by_name from change_request'],
    ['the names of those who tried', 'select person_name from change_request_attempt'],
    ['what waits to be published', 'select message from outbox'],
    ['the files of imports', 'select file_sha256 from import'],
    ['what the bus holds', 'select * from bus.event'],
  ])('does not see %s', async (_what, statement) => {
    await expect(ask(statement)).rejects.toThrow(/permission denied/);
  });

  it('reads the evidence and nothing else of any schema', async () => {
    const readable = await ledger.database.query<{ name: string }>(
      `select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in ('r', 'v', 'm', 'p', 'S', 'f')
          and (has_any_column_privilege('recoup_ledger_auditor', pg_class.oid, 'SELECT')
               or relkind = 'S' and has_sequence_privilege('recoup_ledger_auditor', pg_class.oid, 'SELECT, USAGE'))
        order by 1`,
    );
    expect(readable.map(({ name }) => name)).toEqual(evidence);
  });

  it('writes nothing anywhere', async () => {
    const writable = await ledger.database.query(
      `select relname, right_to from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as right_to
        where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in ('r', 'p', 'v')
          and (has_table_privilege('recoup_ledger_auditor', pg_class.oid, right_to)
               or right_to in ('INSERT', 'UPDATE', 'REFERENCES')
                  and has_any_column_privilege('recoup_ledger_auditor', pg_class.oid, right_to))`,
    );
    expect(writable).toEqual([]);
    for (const statement of [
      `update posting_event set actor = 'x'`,
      'delete from log_bytes',
      'create table ledger.mine ()',
      'create temporary table mine ()',
      'select from posting_event for update',
    ])
      await expect(ask(statement), statement).rejects.toThrow(/permission denied|read-only/);
  });

  it('changes nothing by calling functions that run with other rights than its own', async () => {
    const callable = await ledger.database.query(
      `select proname from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
        where nspname = 'ledger' and prosecdef and prorettype <> 'trigger'::regtype
          and has_function_privilege('recoup_ledger_auditor', pg_proc.oid, 'EXECUTE')`,
    );
    expect(callable).toEqual([]);
  });
});
