import { createHash } from 'node:crypto';
import { currencies } from '@recoup/domain/currency';
import type { TestDatabase } from '@recoup/testkit/test-database';

/** How many of everything that grows: enough that reading all of a table is never the cheapest way to a page. */
export const filled = 50_000;

const id = (of: string, n = 'n') =>
  `overlay(overlay(md5('${of} ' || ${n}) placing '4' from 13) placing 'a' from 17)::uuid`;
/** The id of one of them. */
export const filledId = (of: string, n: number): string =>
  createHash('md5')
    .update(`${of} ${n}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');

const series = `from generate_series(1, ${filled}) n`;
/** A legal entity of which there is little, and how much. */
export const [rareEntity, rareRows] = ['ZZ01', 20];
const entity = `case when n % ${filled / rareRows} = 7 then '${rareEntity}' else (array['US01', 'US02', 'UK01', 'DE01'])[1 + n % 4] end`;
const day = `'2024-01-01'::date + n % 800`;

/** The last ten are not sealed yet. */
const sealed = filled - 10;
const numbered = `from (select n, ${entity} as entity, extract(year from ${day})::int as year ${series}) n where n.n <= ${sealed}`;

/** A packet with one receivable for every number: its posting, receipt, journal, documents and log entry. */
const books: Readonly<Record<string, string>> = {
  // Two of each kind have one name.
  'party (party_id, kind, number, name, created_at, created_by, updated_at, updated_by)': `select ${id('party')}, (array['CLIENT', 'DEBTOR'])[1 + n % 2], 'P-' || n, 'Party ' || n % ${filled / 2}, now(), 'x', now(), 'x' ${series}`,
  party_key: `select (array['CLIENT', 'DEBTOR'])[1 + n % 2], 'erp', '', 'p-' || n, ${id('party')} ${series}`,
  account: `select ${id('account')}, ${entity}, ${id('party')}, null, null, now(), 'x', now(), 'x' ${series}`,
  agreement: `select ${id('agreement')}, ${entity}, ${id('account')}, 'd', 'D', 'USD', null, null, null, null, null, null, 0, now(), 'x', now(), 'x' ${series}`,
  billing_item: `select ${id('item')}, 'erp', ${entity}, 'inv-' || n, 0, 'INV-' || n, 'Film', ${id('party')}, ${id('account')},
                        ${id('agreement')}, null, ${day}, 'USD', true, now(), 'x', now(), 'x' ${series}`,
  'billing_item_detail (billing_item_detail_id, billing_item_id, due_date, dispute_open, import_id, created_at, created_by, updated_at, updated_by)': `select ${id('detail')}, ${id('item')}, ${day}, false, ${id('import')}, now(), 'x', now(), 'x' ${series}`,
  receivable_side: `select ${id('detail')}, 'REV', '', null, ${id('event')}, 100, 100, 100, 100, 100 ${series}`,
  receivable_sighting: `select ${id('detail')}, ${day}, ${id('import')}, null, null ${series}`,
  'log_entry (event_id, ledger_id, type, schema_version, actor, occurred_at, recorded_at, bytes_hash, leaf_hash)': `select ${id('log')}, 'test', 'test', 1, 'x', '', '', sha256(''), sha256('') ${series}`,
  log_bytes: `select ${id('log')}, '' ${series}`,
  'log_seal (seq, event_id, leaf_hash, prev_hash)': `select n, ${id('log')}, sha256(''), sha256('') ${series} where n <= ${sealed}`,
  'posting_event (posting_event_id, transaction_type, source_kind, source_id, source_round, step, recorded_at, actor, approval_hash, log_event_id)': `select ${id('event')}, 'WRITE_OFF', 'PACKET', ${id('packet')}, 1, '', now(), 'x', 'x', ${id('log')} ${series}`,
  posting_entity: `select ${id('event')}, ${entity}, ${day}, ${day}, to_char(${day}, 'YYYY-MM'), 'POSTING', '1' ${series}`,
  'cash_receipt (cash_receipt_id, receipt_type_cd, currency, amount_minor, value_date, created_at, created_by)': `select ${id('receipt')}, 'WRITE_OFF', 'USD', 100, ${day}, now() - n * interval '1 second', 'x' ${series}`,
  cash_receipt_status: `select ${id('receipt')}, 'A', now(), 'x', 'x' ${series}`,
  write_off_receipt: `select ${id('packet')}, 'Packet ' || n, 1, ${id('receipt')} ${series}`,
  cash_receipt_worksheet: `select ${id('worksheet')}, ${id('receipt')}, 'APPLICATION', null, ${id('event')}, now(), 'x' ${series}`,
  worksheet_status: `select ${id('worksheet')}, 'A', now(), 'x', 'x' ${series}`,
  receivable_movement: `select ${id('event')}, ${id('detail')}, 'REV', '', 'WRITE_OFF', -100, -100, ${id('worksheet')}, 'Film' ${series}`,
  memo_movement: `select ${id('event')}, ${id('packet')}, ${id('detail')}, 'EXECUTED', 100 ${series}`,
  journal: `select ${id('journal')}, ${id('event')}, ${entity}, '1', ${day}, 'USD', 1, 'GL', null, now() ${series}`,
  journal_line: `select ${id('journal')}, line, 'CLEXP', null, '', 'Film', null, null, null, null, null, null, 100, 0, 100, 0, null
                   from generate_series(1, ${filled}) n cross join generate_series(1, 2) line`,
  'book_number (kind, entity, year, no, subject_id)': `select 'RECEIPT', '', year, row_number() over (partition by year order by n.n), ${id('receipt', 'n.n')} ${numbered}
                union all
                select 'JOURNAL', entity, year, row_number() over (partition by entity, year order by n.n), ${id('journal', 'n.n')} ${numbered}`,
};

/** The topic and the subject of what was published. */
const publishedOf = `case when n % 3 = 0 then 'recoup.receivables.v1' else 'recoup.ledger.v1' end,
            case n % 3 when 0 then ${id('detail')} when 1 then ${id('packet')} else ${id('task')} end`;

/** What stands beside the books: documents, files, what they found, and what was published. */
const beside: Readonly<Record<string, string>> = {
  'gl_document (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, external_id, total_minor, body, body_hash, body_format, state, remote_id, next_try_at, correlation_id, created_at, updated_at)': `select ${id('document')}, ${id('event')}, ${id('journal')}, ${entity}, 'USD', 'JOURNAL', 1, 'WO-' || n, 100, '', '', 'FILES',
            case when n % 10000 = 0 then 'PENDING' when n % 5000 = 0 then 'REJECTED' else 'POSTED' end, 'JE-' || n, now(), 'x', now(),
            now() - n * interval '1 second' ${series}`,
  gl_document_state: `select ${id('document')}, now(), 'x', 'SENDING', 'POSTED', 'x' ${series}`,
  'import (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, preset, as_of, accept_valid, accept_warnings, dry_run, full_snapshot, scope, file_sha256, file_size, file_format, state, created_at, started_at, ended_at)': `select ${id('import')}, 'x', n::text, 'x', 'x', case when n % 10000 = 0 then 'another' else 'erp' end, 'recoup', ${day}, false, false,
            n % 9 = 0, false, '[]', 'x', 1, 'csv', case when n % 10000 = 0 then 'REJECTED' else 'COMMITTED' end,
            now() - n * interval '1 second', now(), now() ${series}`,
  'import_error (import_id, row_no, column_nm, value, code, reason)': `select ${id('import', 'n % 100')}, n, 'c', '', 'BAD_DATE', 'x' ${series}`,
  'closed_at_source_candidate (candidate_id, billing_item_detail_id, import_id, found_on, created_at, ended_at, ended_by_import_id)': `select ${id('candidate')}, ${id('detail')}, ${id('import')}, ${day}, now(), case when n % 1000 > 0 then now() end,
            case when n % 1000 > 0 then ${id('import')} end ${series}`,
  'ledger_task (task_id, kind, billing_item_detail_id, amount_minor, import_id, due_on, created_at, created_by)': `select ${id('task')}, 'LATE_CASH', ${id('detail')}, 1, ${id('import')}, ${day}, now(), 'x' ${series}`,
  ledger_task_state: `select ${id('task')}, 'OPEN', now(), 'x', 'x' ${series} union all select ${id('task')}, 'CLOSED', now(), 'x', 'x' ${series} where n % 100 > 0`,
  source_echo: `select ${id('event')}, ${id('detail')}, 'REV', '', 100, 100, null ${series}`,
  import_extent: `select ${id('import')}, ${entity}, 'Film', null ${series}`,
  billed_statement: `select ${id('statement')}, ${day}, 'x', now(), 'x' ${series} where n <= 20`,
  billed_total: `select ${id('statement', '1 + n % 20')}, ${entity}, (array[${currencies.map((code) => `'${code}'`)}])[1 + n / 1200], (2000 + n / 12 % 100) || '-' || lpad((1 + n % 12)::text, 2, '0'), 100 ${series}`,
  outbox_sequence: `select ${publishedOf}, 1 ${series}`,
  'outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message, published_at)': `select ${id('sent')}, ${publishedOf}, 1,
            case when n % 10000 = 0 then 'recoup.ledger.gl-held.v1' else 'recoup.ledger.numbered.v1' end, 'x',
            '2024-01-01'::timestamptz + n * interval '1 minute', '{}', now() ${series}`,
};

/** Fills the tables of a migrated ledger past their triggers, as years of work would. */
export const fillLedger = async (server: TestDatabase): Promise<void> => {
  await server.query(
    `insert into ledger.policy_version
     select code, 'POSTING', '1', '{}', '', 'a', 'b', null, '2000-01-01', now(), null from ledger.legal_entity
     on conflict do nothing`,
  );
  await server.query(
    `insert into ledger.legal_entity select (jsonb_populate_record(entity, jsonb_build_object(
       'code', '${rareEntity}', 'code_key', lower('${rareEntity}'), 'entity_id', gen_random_uuid()))).*
       from ledger.legal_entity entity limit 1`,
  );
  for (const [table, rows] of Object.entries({ ...books, ...beside })) {
    const [name] = table.split(' ');
    await server.query(`alter table ledger.${name} disable trigger all, set (autovacuum_enabled = off)`);
    await server.query(`insert into ledger.${table} ${rows}`);
    await server.query(`alter table ledger.${name} enable trigger all`);
  }
  await server.query('analyze');
  await server.query('vacuum ledger.outbox');
};
