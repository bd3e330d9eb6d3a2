/** What the ledger did with an approved packet, beside what was approved, and what became of it in the general ledger. */
export const executionTables: readonly string[] = [
  `create table packet_execution (
     write_off_packet_id  uuid        not null primary key references write_off_packet,
     packet_submission_id uuid        not null references packet_submission,
     cash_receipt_id      uuid        not null,
     executed_dt          timestamptz not null,
     recorded_dt          timestamptz not null,
     executed_commission_minor bigint not null,
     executed_payable_minor    bigint not null,
     executed_tax_minor        bigint not null,
     executed_fee_minor        bigint not null,
     receivable_count     int         not null check (receivable_count >= 0),
     lowered_count        int         not null check (lowered_count >= 0),
     dropped_count        int         not null check (dropped_count >= 0)
   )`,
  // The ledger names the lines that differ, as many as a message holds: of others beyond that it stated neither outcome nor amounts.
  `create table packet_execution_line (
     write_off_packet_id       uuid   not null references packet_execution,
     billing_item_detail_id    uuid   not null references receivable,
     outcome_cd                text   not null check (outcome_cd in ('AS_APPROVED', 'LOWERED', 'DROPPED', 'NOT_STATED')),
     executed_commission_minor bigint,
     executed_payable_minor    bigint,
     executed_tax_minor        bigint,
     executed_fee_minor        bigint,
     primary key (write_off_packet_id, billing_item_detail_id),
     constraint execution_line_amounts_are_whole check (
       num_nulls(executed_commission_minor, executed_payable_minor, executed_tax_minor, executed_fee_minor) in (0, 4)),
     constraint execution_line_states_amounts check (
       outcome_cd in ('LOWERED', 'NOT_STATED') or executed_commission_minor is not null)
   )`,
  `create table packet_gl_posting (
     write_off_packet_id uuid        not null references write_off_packet,
     external_id         text        not null,
     kind                text        not null,
     step                text        not null,
     further_count       int         not null check (further_count >= 0),
     gl_status           text        not null check (gl_status in ('POSTED', 'REJECTED', 'UNKNOWN', 'HELD',
       'AWAITING_APPROVAL', 'CANCELLED', 'EXPORTED', 'POSTED_BY_HAND')),
     document_id         text,
     detail              text,
     updated_dt          timestamptz not null,
     primary key (write_off_packet_id, external_id)
   )`,
  `create index packet_gl_posting_by_status on packet_gl_posting (write_off_packet_id, gl_status)
    where step <> 'APPLICATION' or gl_status <> 'CANCELLED'`,
];
