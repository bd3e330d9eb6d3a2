import {
  changesOnly,
  fixedPathOf,
  insertsOnly,
  updatesOnly,
} from '@recoup/runtime/database/tables/privileges';
import { runtimeRole } from '@recoup/runtime/database/tables/roles';

// A draft without lines takes client and currency from the first that it gets.
const packet = [
  ...['client_id', 'client_number', 'client_name', 'currency'],
  ...['version', 'packet_name', 'name_key', 'packet_eligibility_criteria_cd', 'packet_status_cd'],
  ...['current_approver_role', 'round', 'receivable_count', 'total_commission_minor', 'updated_dt'],
  ...['currency_exponent', 'scope_version', 'submission_attempt', 'updated_by_user_id'],
  ...['submitted_by_user_id', 'submitted_by_name', 'submitted_dt', 'submitted_on', 'content_hash'],
  ...['dossier_hash', 'part_count', 'total_revenue_minor', 'total_payable_minor', 'total_tax_minor'],
  ...['total_fee_minor', 'base_currency', 'base_total_minor', 'split_sum_minor', 'route', 'policy_version'],
  ...['rejected_by_user_id', 'rejected_by_name', 'rejected_role', 'rejected_dt', 'rejection_reason'],
  ...['cash_receipt_id', 'receipt_no', 'completed_dt', 'completed_by_user_id', 'written_off_on'],
  ...['gl_status', 'gl_document_count', 'gl_reported_count'],
  ...[
    'recovery_requested_by_user_id',
    'recovery_requested_by_name',
    'recovery_requested_dt',
    'recovery_kind',
  ],
  ...['recovery_reason', 'recovered_dt', 'recovered_by_user_id', 'deleted_dt'],
];
const line = [
  ...['eligibility_criteria_cd', 'use_packet_document_ind', 'live'],
  ...['updated_dt', 'updated_by_user_id', 'removed_dt', 'removed_by_user_id'],
];
/** All of a submission but in which transaction it was written, which the database notes. */
const submission = [
  ...['packet_submission_id', 'write_off_packet_id', 'attempt', 'round', 'packet_version', 'version_seen'],
  ...['packet_name', 'submitted_by_user_id', 'submitted_by_name', 'submitted_dt', 'submitted_on'],
  ...['currency', 'currency_exponent', 'receivable_count', 'total_revenue_minor', 'total_payable_minor'],
  ...['total_tax_minor', 'total_fee_minor', 'base_currency', 'base_exponent', 'base_total_minor'],
  ...[
    'base_whole_minor',
    'fx_rate_id',
    'fx_rate',
    'fx_scale',
    'fx_day',
    'fx_version',
    'fx_source',
    'split_total_minor',
  ],
  ...['route', 'comment_version', 'content_hash', 'dossier_hash'],
];
const entity = ['name', 'functional_currency', 'time_zone', 'calendar', 'gl_mapping', 'sequence'];

const role = runtimeRole('packet');

/** What is written once and then stands, for whoever asks: not even the owner of the tables changes it by an ordinary statement. */
const appendOnly = [
  ...['packet_scope', 'packet_contributor', 'packet_document', 'packet_comment'],
  ...['packet_submission', 'packet_submission_split', 'packet_submission_policy'],
  ...['packet_submission_line', 'packet_submission_document'],
  ...['packet_decision', 'packet_decision_comment', 'packet_execution', 'packet_execution_line'],
  ...['packet_status_history', 'refused_attempt', 'fx_rate', 'approval_policy'],
  ...['person_same_as', 'person_separation'],
];

/** What the service may do with each table: of what moves on only the columns that move. */
export const packetGuards: readonly string[] = [
  `create function only_grows() returns trigger language plpgsql ${fixedPathOf('packet')} as $$
     begin
       raise exception '% only grows: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
     end $$`,
  ...appendOnly.flatMap((table) => [
    `create trigger ${table}_only_grows before update or delete or truncate on ${table}
       for each statement execute function only_grows()`,
    `alter table ${table} enable always trigger ${table}_only_grows`,
    `revoke update, delete, truncate on ${table} from ${role}`,
  ]),
  ...updatesOnly(role, 'write_off_packet', packet),
  ...updatesOnly(role, 'packet_gl_posting', [
    'step',
    'further_count',
    'gl_status',
    'document_id',
    'detail',
    'updated_dt',
  ]),
  ...updatesOnly(role, 'packet_receivable', line),
  ...insertsOnly(role, 'packet_submission', submission),
  ...changesOnly(role, 'person_identity', []),
  ...updatesOnly(role, 'legal_entity', entity),
  ...updatesOnly(role, 'gl_name', ['mapped', 'sequence']),
  `revoke delete, truncate on receivable from ${role}`,
];
