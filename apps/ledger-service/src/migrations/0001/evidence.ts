import { auditorRole } from '@recoup/runtime/database/tables/roles';

/** What auditors read whole: ids of persons, whose names stand in the log alone. */
const whole = [
  ...['posting_event', 'posting_entity', 'receivable_movement', 'memo_movement', 'journal', 'journal_line'],
  ...['cash_receipt_status', 'cash_receipt_worksheet', 'worksheet_status', 'write_off_receipt'],
  ...['write_off_execution', 'book_number', 'ledger_identity', 'log_entry', 'log_bytes', 'log_seal'],
  ...['log_checkpoint', 'log_purge', 'policy_version', 'accounting_period'],
];
/** Not who paid, from which bank account, or what persons, debtors and clients are called: what was decided stands in the log. */
const inPart: Readonly<Record<string, readonly string[]>> = {
  cash_receipt: [
    ...['cash_receipt_id', 'receipt_type_cd', 'entity', 'account_id', 'currency', 'amount_minor'],
    ...['value_date', 'created_at', 'created_by'],
  ],
  change_request_attempt: [
    ...['attempt_id', 'change_request_id', 'person_id', 'action', 'reason', 'attempted_at'],
  ],
  change_request: [
    ...['change_request_id', 'kind', 'subject', 'content_hash', 'valid_from'],
    ...['proposed_by', 'proposed_at', 'expires_at', 'state', 'decided_by', 'decided_at', 'decided_on'],
  ],
};

const role = auditorRole('ledger');

/** The evidence of the books, which the role of auditors reads, and nothing else. */
export const evidence: readonly string[] = [
  `grant select on ${whole.join(', ')} to ${role}`,
  ...Object.entries(inPart).map(
    ([table, columns]) => `grant select (${columns.join(', ')}) on ${table} to ${role}`,
  ),
];
