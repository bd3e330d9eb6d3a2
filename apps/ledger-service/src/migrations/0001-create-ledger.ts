import { Migration } from '@mikro-orm/migrations';
import { changeRequestTables } from '@recoup/runtime/change-requests/tables/change-request-tables';
import { changesOnly, insertsOnly, updatesOnly } from '@recoup/runtime/database/tables/privileges';
import { runtimeRole } from '@recoup/runtime/database/tables/roles';
import { directoryTables, runtimeTables } from '@recoup/runtime/database/tables/runtime-tables';
import { deadLetterRequests, fourEyesTables } from '@recoup/runtime/dead-letters/four-eyes-tables';
import { billedTotalTables } from './0001/billed-total-tables.ts';
import { billingItemTables } from './0001/billing-item-tables.ts';
import { bookNumberTables, numberedSubjects } from './0001/book-number-tables.ts';
import { decidedKinds, decidedRows } from './0001/decided-rows.ts';
import { entityTables } from './0001/entity-tables.ts';
import { eventIndexes } from './0001/event-indexes.ts';
import { evidence } from './0001/evidence.ts';
import { glDocumentDecisions } from './0001/gl-document-decisions.ts';
import { glDocumentTables } from './0001/gl-document-tables.ts';
import { importGuards } from './0001/import-guards.ts';
import { importTables } from './0001/import-tables.ts';
import { journalTables } from './0001/journal-tables.ts';
import {
  insertOnly,
  purgedByOwner,
  refuseChangeFunction,
  withItsEvent,
  withItsEventFunction,
} from './0001/ledger-functions.ts';
import { logTables } from './0001/log-tables.ts';
import { movementTables } from './0001/movement-tables.ts';
import { partyTables, samePartyTables } from './0001/party-tables.ts';
import { postingTables } from './0001/posting-tables.ts';
import { applicationView, receiptTables } from './0001/receipt-tables.ts';
import { sourceTables } from './0001/source-tables.ts';

const runtime = runtimeRole('ledger');

const settled = [
  'legal_entity',
  'source',
  'policy_version',
  'gl_mapping_version',
  'published_gl_mapping',
  'import_mapping',
  'fx_rate',
  'party_key',
  'party_same_as',
  'party_separation',
  'billed_statement',
  'billed_total',
  'posting_event',
  'posting_entity',
  'receivable_movement',
  'memo_movement',
  'packet_content',
  'cash_receipt',
  'cash_receipt_status',
  'write_off_receipt',
  'cash_receipt_worksheet',
  'worksheet_status',
  'write_off_execution',
  'journal',
  'journal_line',
  'book_number',
  'ledger_task',
  'ledger_task_state',
  'gl_document_state',
  'ledger_identity',
  'log_entry',
  'log_seal',
  'log_checkpoint',
  'log_purge',
];

/** What an event says; in which transaction it was written, the database notes. */
const event = [
  ...[
    'posting_event_id',
    'transaction_type',
    'source_kind',
    'source_id',
    'source_round',
    'step',
    'recorded_at',
  ],
  ...['actor', 'on_behalf_of', 'approval_hash', 'reverses_event_id', 'log_event_id'],
];
/** Movements and documents say the same in triggers of their own. */
const ofAnEvent = ['posting_entity', 'journal', 'memo_movement', 'cash_receipt_worksheet', 'source_echo'];

const newParty = [
  'party_id',
  'kind',
  'number',
  'name',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
];

const item = [
  ...['number_key', 'department', 'agreement_id', 'agent_id', 'invoice_date'],
  ...['updated_at', 'updated_by'],
];
const detail = [
  'instalment',
  'due_date',
  'version',
  'dispute_open',
  'dispute_reason',
  'collection_class',
  'gl_reference',
  'updated_at',
  'updated_by',
];
const agreement = ['deal', 'type_code', 'status', 'stop_date', 'current_minor', 'updated_at', 'updated_by'];
const sighting = ['as_of', 'import_id', 'previous_as_of', 'previous_import_id'];
const candidate = ['ended_at', 'ended_by_import_id', 'decision', 'decided_by', 'reason'];
const document = [
  'step',
  'body',
  'body_hash',
  'body_format',
  'as_journal',
  'mapping_version',
  'further_count',
  'total_minor',
  'tran_id',
  'posting_period',
  'state',
  'remote_id',
  'attempts',
  'tries',
  'unanswered_since',
  'released',
  'next_try_at',
  'errors',
  'updated_at',
];

/** What a service may do with each table: nothing that is posted is changed, and of what moves on only the columns that move. */
const privileges: readonly string[] = [
  ...decidedRows,
  ...importGuards(runtime),
  refuseChangeFunction,
  ...insertOnly(runtime, settled),
  ...insertsOnly(runtime, 'posting_event', event),
  ...insertsOnly(runtime, 'billed_statement', [
    'statement_id',
    'stated_on',
    'file_sha256',
    'stated_at',
    'stated_by',
  ]),
  ...[withItsEventFunction, ...ofAnEvent.flatMap(withItsEvent)],
  ...purgedByOwner(runtime, 'log_bytes'),
  ...changesOnly(runtime, 'log_unsealed', []),
  ...updatesOnly(runtime, 'published_entity', ['content', 'published_at']),
  ...updatesOnly(runtime, 'published_gl_name', ['mapped', 'sequence', 'changed_by']),
  ...updatesOnly(runtime, 'accounting_period', ['state', 'changed_at', 'changed_by', 'change_request_id']),
  ...updatesOnly(runtime, 'party', ['name', 'updated_at', 'updated_by']),
  ...insertsOnly(runtime, 'party', newParty),
  ...updatesOnly(runtime, 'account', []),
  ...updatesOnly(runtime, 'agreement', agreement),
  ...updatesOnly(runtime, 'billing_item', item),
  ...updatesOnly(runtime, 'billing_item_detail', detail),
  ...updatesOnly(runtime, 'receivable_side', ['stated_minor']),
  ...updatesOnly(runtime, 'receivable_sighting', sighting),
  ...updatesOnly(runtime, 'source_echo', ['repeated_minor', 'import_id']),
  ...updatesOnly(runtime, 'closed_at_source_candidate', candidate),
  ...updatesOnly(runtime, 'gl_document', document),
  `revoke insert, update, delete, truncate on ledger_task_open from ${runtime}`,
  `revoke insert on log_purge from ${runtime}`,
];

export class CreateLedgerSchema extends Migration {
  override up(): void {
    for (const statement of [
      ...runtimeTables('ledger'),
      ...eventIndexes,
      ...directoryTables,
      ...changeRequestTables('ledger', 'directory_person', [deadLetterRequests, ...decidedKinds]),
      ...fourEyesTables('ledger'),
      ...entityTables,
      ...partyTables,
      ...samePartyTables,
      ...postingTables,
      ...billingItemTables,
      ...importTables,
      ...sourceTables,
      ...billedTotalTables,
      ...receiptTables,
      ...movementTables,
      applicationView,
      ...journalTables,
      ...glDocumentTables,
      ...glDocumentDecisions,
      ...logTables,
      numberedSubjects,
      ...bookNumberTables,
      ...privileges,
      ...evidence,
    ]) {
      this.addSql(statement);
    }
  }
}
