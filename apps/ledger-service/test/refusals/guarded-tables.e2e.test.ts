import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { asOwner } from './statements.fixture.ts';

let ledger: LedgerUnderTest;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('F1', '100.00', '900.00'));
  const packetId = randomUUID();
  const totals = { revenue: '100.00', payable: '900.00' };
  await desk.approve(await desk.linesOf('F1'), { packetId, totals });
  await desk.outcomeOf(packetId);
  await eventually(async () => {
    expect(await ledger.database.query('select from ledger.book_number')).toHaveLength(2);
  });
});
afterAll(() => ledger.stop());

/** What the runtime role may update; every other table of the books it may only add to. */
const movable: Readonly<Record<string, readonly string[]>> = {
  accounting_period: ['change_request_id', 'changed_at', 'changed_by', 'state'],
  import: [
    ...['attempt', 'bytes_done', 'claimed_until', 'closed_at_source', 'compared_at', 'ended_at', 'failure'],
    ...[
      'field_columns',
      'file_sha256',
      'file_size',
      'posted_at',
      'preset',
      'preset_version',
      'read_at',
      'reading',
      'rows_changed',
    ],
    ...['rows_closed', 'rows_credits', 'rows_done', 'rows_invalid', 'rows_new', 'rows_not_items'],
    ...['rows_not_open', 'rows_not_settled', 'rows_older', 'rows_overtaken', 'rows_posted', 'rows_repeated'],
    ...[
      'rows_rounded',
      'rows_settled',
      'rows_staged',
      'rows_total',
      'rows_unchanged',
      'rows_written_off',
      'started_at',
    ],
    ...['state', 'stated', 'stated_beside', 'totals', 'undone_at'],
    'undone_by',
  ],
  party: ['name', 'updated_at', 'updated_by'],
  account: [],
  agreement: ['current_minor', 'deal', 'status', 'stop_date', 'type_code', 'updated_at', 'updated_by'],
  billing_item: [
    ...['agent_id', 'agreement_id', 'department', 'invoice_date', 'number_key', 'updated_at'],
    'updated_by',
  ],
  billing_item_detail: [
    ...['collection_class', 'dispute_open', 'dispute_reason', 'due_date', 'gl_reference'],
    ...['instalment', 'updated_at', 'updated_by', 'version'],
  ],
  published_entity: ['content', 'published_at'],
  published_gl_name: ['changed_by', 'mapped', 'sequence'],
  receivable_side: ['stated_minor'],
  receivable_sighting: ['as_of', 'import_id', 'previous_as_of', 'previous_import_id'],
  source_echo: ['import_id', 'repeated_minor'],
  closed_at_source_candidate: ['decided_by', 'decision', 'ended_at', 'ended_by_import_id', 'reason'],
  gl_document: [
    ...[
      'as_journal',
      'attempts',
      'body',
      'body_format',
      'body_hash',
      'errors',
      'further_count',
      'mapping_version',
      'next_try_at',
      'posting_period',
      'released',
      'remote_id',
      'state',
      'step',
    ],
    ...['total_minor', 'tran_id', 'tries', 'unanswered_since', 'updated_at'],
  ],
};
/** Whose rows are never changed, and removed by its owner alone. */
const purged = ['log_bytes'];
/** What triggers alone keep up, and what the owner says of the clock. */
const kept = ['ledger_task_open', 'decision_clock'];
/** What the owner writes and nobody changes. */
const ofTheOwner = ['log_purge'];
/** Whose rows are never changed or removed. */
const settled = [
  ...['legal_entity', 'source', 'policy_version', 'gl_mapping_version', 'fx_rate', 'party_key'],
  'published_gl_mapping',
  ...['party_same_as', 'party_separation', 'billed_statement', 'billed_total'],
  ...['posting_event', 'posting_entity'],
  ...['receivable_movement', 'memo_movement', 'packet_content', 'cash_receipt', 'cash_receipt_status'],
  ...['write_off_receipt', 'cash_receipt_worksheet', 'worksheet_status', 'write_off_execution', 'journal'],
  ...[
    'journal_line',
    'book_number',
    'import_mapping',
    'ledger_task',
    'ledger_task_state',
    'gl_document_state',
    'ledger_identity',
    'log_entry',
    'log_seal',
    'log_checkpoint',
  ],
];

/** What comes and goes: work that waits, copies of what others publish, and what every service keeps of its messages and requests. */
const passing = [
  ...[
    'import_extent',
    'import_row',
    'import_invalid_row',
    'import_echo',
    'import_other_item',
    'import_error',
  ],
  'log_unsealed',
  ...['directory_person', 'directory_identity', 'directory_role'],
  ...[
    'outbox',
    'outbox_resend',
    'outbox_sequence',
    'inbox',
    'inbox_beginning',
    'inbox_parked',
    'inbox_version',
  ],
  ...['dead_letter', 'change_request', 'change_request_attempt', 'idempotency_key', 'schema_migration'],
];

it('every table is one whose rows stand, one of which columns move, or one that comes and goes', async () => {
  const tables = await ledger.database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'ledger' order by 1`,
  );
  const placed = [...settled, ...purged, ...kept, ...ofTheOwner, ...Object.keys(movable), ...passing];
  expect(tables.map(({ name }) => name)).toEqual([...placed].sort());
});

describe('the role of the service', () => {
  it.each([...settled, ...purged])('adds to %s and changes nothing in it', async (table) => {
    const [rights] = await ledger.database.query(
      `select array_agg(privilege order by privilege) as rights
         from unnest(array['DELETE', 'INSERT', 'SELECT', 'TRUNCATE', 'UPDATE']) as privilege
        where has_table_privilege('recoup_ledger', 'ledger.' || $1, privilege)
           or privilege in ('INSERT', 'UPDATE') and has_any_column_privilege('recoup_ledger', 'ledger.' || $1, privilege)`,
      [table],
    );
    expect(rights).toEqual({ rights: ['INSERT', 'SELECT'] });
  });

  it.each([...kept, ...ofTheOwner])('reads %s and writes nothing in it', async (table) => {
    const [rights] = await ledger.database.query(
      `select has_table_privilege('recoup_ledger', 'ledger.' || $1, 'SELECT') as reads,
              has_table_privilege('recoup_ledger', 'ledger.' || $1, 'INSERT, UPDATE, DELETE, TRUNCATE') as writes`,
      [table],
    );
    expect(rights).toEqual({ reads: true, writes: false });
  });

  it.each(Object.entries(movable))('moves of %s only what moves', async (table, columns) => {
    const rows = await ledger.database.query<{ name: string }>(
      `select column_name as name from information_schema.column_privileges
        where grantee = 'recoup_ledger' and table_schema = 'ledger' and table_name = $1 and privilege_type = 'UPDATE'
        order by 1`,
      [table],
    );
    expect(rows.map(({ name }) => name)).toEqual(columns);
    const [removes] = await ledger.database.query(
      `select has_table_privilege('recoup_ledger', 'ledger.' || $1, 'DELETE, TRUNCATE') as removes`,
      [table],
    );
    expect(removes).toEqual({ removes: false });
  });
});

describe('not even the owner of the tables', () => {
  it.each([...settled, ...ofTheOwner])('changes or empties %s', async (table) => {
    const [column] = await ledger.database.query<{ name: string }>(
      `select attname as name from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and attidentity = '' and attgenerated = '' order by attnum limit 1`,
      [`ledger.${table}`],
    );
    const name = column?.name ?? '';
    await expect(asOwner(ledger, `update ledger.${table} set ${name} = ${name}`)).rejects.toThrow(
      /never changed/,
    );
    await expect(asOwner(ledger, `delete from ledger.${table}`)).rejects.toThrow(/never changed/);
    await expect(asOwner(ledger, `truncate ledger.${table} cascade`)).rejects.toThrow(/never changed/);
  });
});
