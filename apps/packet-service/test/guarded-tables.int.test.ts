import { migrate } from '@recoup/runtime/database/migrate';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../src/migrations/list.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await testDatabase('packet');
  await migrate({ url: server.ownerUrl('packet'), schema: 'packet', migrations });
});
afterAll(() => server?.drop());

/** Columns that stay as they were when the row was written; all others of the table move. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  write_off_packet: [
    ...['created_by_name', 'created_by_user_id', 'created_dt', 'total_commission_amt', 'write_off_packet_id'],
  ],
  packet_gl_posting: ['external_id', 'kind', 'write_off_packet_id'],
  packet_receivable: [
    ...['billing_item_detail_id', 'client_id', 'created_by_user_id', 'created_dt', 'currency'],
    ...['packet_receivable_id', 'write_off_packet_id'],
  ],
  person: ['human_id', 'mailbox_key', 'name_key', 'person_id'],
  person_sign_in: ['issuer', 'subject'],
  role_assignment: [
    ...['client_id', 'department', 'entity', 'exception_reason', 'exception_until', 'granted_by_request_id'],
    ...['granted_dt', 'granted_in', 'granted_on', 'person_id', 'role', 'role_assignment_id', 'valid_from'],
    'valid_until',
  ],
  legal_entity: ['code', 'entity_id'],
  gl_name: ['gl_name_id', 'kind', 'name'],
  inbox: ['consumer', 'event_id', 'handled_at', 'taken_in'],
  inbox_version: ['aggregate_id', 'consumer', 'topic'],
  outbox: [
    ...[
      'actor',
      'aggregate_id',
      'event_id',
      'event_type',
      'id',
      'message',
      'occurred_at',
      'sequence',
      'topic',
    ],
  ],
  outbox_sequence: ['aggregate_id', 'topic'],
  dead_letter: [
    ...['consumer', 'dead_letter_id', 'first_at', 'headers', 'key', 'part', 'position', 'topic', 'value'],
  ],
  change_request: [
    ...['alone_from', 'before', 'beneficiaries', 'change_request_id', 'content_hash', 'decided_in'],
    ...[
      'expires_at',
      'hashed_text',
      'kind',
      'payload',
      'proposed_at',
      'proposed_by',
      'proposed_by_name',
      'reason',
      'scope',
    ],
    ...['subject', 'subject_key', 'valid_from'],
  ],
};
/** Tables whose rows are added and never changed, and those that the service only reads. */
const added = [
  ...['packet_contributor', 'packet_status_history', 'packet_decision', 'packet_document', 'packet_comment'],
  ...['packet_submission', 'packet_submission_line', 'packet_submission_document'],
  ...['packet_submission_policy', 'packet_submission_split', 'packet_decision_comment'],
  ...['packet_execution', 'packet_execution_line'],
  ...[
    'refused_attempt',
    'approval_policy',
    'fx_rate',
    'change_request_attempt',
    'packet_scope',
    'person_identity',
    'person_same_as',
    'person_separation',
  ],
  'inbox_parked',
];
const onlyRead = ['decision_clock', 'schema_migration'];
/** Copies of what others publish, and notes that come and go. */
const open = [
  ...['receivable', 'one_party', 'write_off_recommendation', 'idempotency_key', 'inbox_beginning'],
  'outbox_resend',
];
/** From which rows are removed: what is replaced whole, or passes by. */
const emptied = [
  ...['person_identity', 'write_off_recommendation'],
  'one_party',
  ...['inbox', 'inbox_parked', 'inbox_beginning', 'outbox_resend', 'idempotency_key'],
];

const tablesWhere = async (condition: string): Promise<readonly string[]> => {
  const rows = await server.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'packet'::regnamespace and relkind = 'r' and ${condition} order by 1`,
  );
  return rows.map(({ name }) => name);
};
const has = (privilege: string) => `has_any_column_privilege('recoup_packet', oid, '${privilege}')`;

it('every table is one whose rows stand, of which columns move, that is only read, or that comes and goes', async () => {
  const placed = [...Object.keys(fixed), ...added, ...onlyRead, ...open];
  expect(await tablesWhere('true')).toEqual(placed.sort());
});

it('the role of the service adds to all but what it only reads', async () => {
  expect(await tablesWhere(`not ${has('INSERT')}`)).toEqual(onlyRead);
});

it('the role of the service changes nothing of what is only added', async () => {
  expect(await tablesWhere(`not ${has('UPDATE')}`)).toEqual([...added, ...onlyRead].sort());
});

it('the role of the service removes only what is replaced or passes by', async () => {
  expect(await tablesWhere(`has_table_privilege('recoup_packet', oid, 'DELETE')`)).toEqual(emptied.sort());
  expect(await tablesWhere(`has_table_privilege('recoup_packet', oid, 'TRUNCATE')`)).toEqual([]);
});

it.each(Object.entries(fixed))(
  'the role of the service leaves the fixed columns of %s',
  async (table, columns) => {
    const rows = await server.query<{ name: string }>(
      `select attname as name from pg_attribute
      where attrelid = ('packet.' || $1)::regclass and attnum > 0
        and not has_column_privilege('recoup_packet', attrelid, attnum, 'UPDATE') order by 1`,
      [table],
    );
    expect(rows.map(({ name }) => name)).toEqual(columns);
  },
);
