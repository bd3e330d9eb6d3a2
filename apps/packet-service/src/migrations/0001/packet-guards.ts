import { changesOnly, updatesOnly } from '@recoup/runtime/database/tables/privileges';
import { runtimeRole } from '@recoup/runtime/database/tables/roles';

// A draft without lines takes client and currency from the first that it gets.
const packet = [
  ...['client_id', 'client_number', 'client_name', 'currency'],
  ...['version', 'packet_name', 'name_key', 'packet_eligibility_criteria_cd', 'packet_status_cd'],
  ...['current_approver_role', 'round', 'receivable_count', 'total_commission_minor', 'updated_dt'],
  ...['submitted_by_user_id', 'submitted_by_name', 'submitted_dt', 'submitted_on', 'content_hash'],
  ...['dossier_hash', 'part_count', 'total_revenue_minor', 'total_payable_minor', 'total_tax_minor'],
  ...['total_fee_minor', 'base_currency', 'base_total_minor', 'split_sum_minor', 'route', 'policy_version'],
  ...['rejected_by_user_id', 'rejected_by_name', 'rejected_role', 'rejected_dt', 'rejection_reason'],
  ...['cash_receipt_id', 'receipt_no', 'completed_dt', 'completed_by_user_id', 'written_off_on', 'gl_status'],
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
  ...['commission_minor', 'payable_minor', 'tax_minor', 'fee_minor'],
];
const entity = ['name', 'functional_currency', 'time_zone', 'calendar', 'gl_mapping', 'sequence'];

const role = runtimeRole('packet');

/** What the service may do with each table: of what moves on only the columns that move. */
export const packetGuards: readonly string[] = [
  ...updatesOnly(role, 'write_off_packet', packet),
  ...updatesOnly(role, 'packet_contributor', []),
  ...updatesOnly(role, 'packet_gl_posting', ['gl_status', 'document_id', 'detail', 'updated_dt']),
  ...changesOnly(role, 'packet_scope', []),
  ...changesOnly(role, 'packet_receivable', line),
  // The operators of an installation set from which amounts on who signs, not the service.
  ...updatesOnly(role, 'approval_policy', []),
  `revoke insert on approval_policy from ${role}`,
  ...updatesOnly(role, 'person', ['version', 'display_name', 'email', 'active', 'updated_dt']),
  ...changesOnly(role, 'person_identity', []),
  ...changesOnly(role, 'person_role', []),
  ...updatesOnly(role, 'legal_entity', entity),
  `revoke delete, truncate on receivable from ${role}`,
];
