import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

/**
 * `enterprise_writeoff_risk_case_v1` (requirement P1), one open case for each invoice, with what happened to it. The age
 * of the invoice is not stored: it follows from the invoice date and the day it is read.
 */
export const riskCaseTables: readonly string[] = [
  'create sequence risk_case_no',
  `create table risk_case (
     risk_case_id                   uuid        not null primary key,
     case_no                        bigint      not null unique,
     version                        int         not null default 1,
     account_id                     uuid        not null,
     invoice_id                     uuid        not null references receivable,
     invoice_issue_date             date        not null,
     invoice_due_date               date        not null,
     outstanding_amount_minor       bigint      not null,
     at_risk_amount_minor           bigint      not null,
     currency                       char(3)     not null,
     dispute_open_flag              boolean     not null,
     dispute_reason_code            text,
     prior_short_pay_count_180d     int         not null default 0,
     prior_credit_memo_count_180d   int         not null default 0,
     account_health_score           int,
     stakeholder_responsiveness_score int,
     payment_commitment_date        date,
     payment_commitment_confidence  text        check (payment_commitment_confidence in ('low', 'medium', 'high')),
     broken_commitment_count        int         not null default 0,
     last_contact_on                date,
     writeoff_risk_score            int         not null check (writeoff_risk_score between 0 and 10000),
     risk_band                      text        not null check (risk_band in ('low', 'medium', 'high', 'critical')),
     band_entered_at                timestamptz not null,
     risk_owner_role                text        not null,
     risk_owner_name                text        not null check (risk_owner_name <> ''),
     risk_owner_person_id           uuid,
     owner_assigned_at              timestamptz not null,
     next_action                    text,
     next_action_due_at             timestamptz,
     next_action_breached           boolean     not null default false,
     escalation_level               smallint    not null check (escalation_level between 0 and 3),
     recovery_status                text        not null
       check (recovery_status in ('OPEN', 'WRITTEN_OFF_ROOT_CAUSE_DUE', 'RECOVERED')),
     recovered_amount_minor         bigint      not null default 0,
     structured_plan_amount_minor   bigint,
     writeoff_amount_minor          bigint,
     writeoff_packet_id             uuid,
     writeoff_proposed              boolean     not null default false,
     recommendation_reason          text,
     recommended_at                 timestamptz,
     opened_at                      timestamptz not null,
     closed_at                      timestamptz,
     root_cause_category            text,
     prevention_owner               text,
     prevention_due_at              timestamptz,
     constraint risk_case_open_has_timer
       check ((closed_at is null) = (next_action is not null and next_action_due_at is not null)),
     constraint risk_case_closed_has_ended check ((closed_at is not null) = (recovery_status = 'RECOVERED')),
     constraint risk_case_written_off_has_amount
       check (recovery_status <> 'WRITTEN_OFF_ROOT_CAUSE_DUE' or writeoff_amount_minor is not null),
     constraint risk_case_recommended_has_reason
       check ((recommendation_reason is null) = (recommended_at is null))
   ) with (fillfactor = 85)`,
  'create unique index risk_case_one_open_per_invoice on risk_case (invoice_id) where closed_at is null',
  'create index risk_case_of_invoice on risk_case (invoice_id)',
  'create index risk_case_by_due on risk_case (next_action_due_at, risk_case_id) where closed_at is null',
  'create index risk_case_by_score on risk_case (writeoff_risk_score, risk_case_id) where closed_at is null',
  'create index risk_case_of_owner on risk_case (risk_owner_person_id, account_id) where closed_at is null',
  `create table risk_case_action (
     action_id    uuid        not null primary key,
     risk_case_id uuid        not null references risk_case,
     action       text        not null,
     due_at       timestamptz not null,
     completed_at timestamptz not null,
     completed_by uuid        not null,
     completed_by_name text   not null,
     note         text,
     commitment_date date,
     constraint risk_case_action_once unique (risk_case_id, due_at)
   )`,
  `create table risk_case_breach (
     risk_case_id  uuid        not null references risk_case,
     due_at        timestamptz not null,
     missed_action text        not null,
     risk_band     text        not null,
     recorded_at   timestamptz not null,
     primary key (risk_case_id, due_at)
   )`,
  `create table risk_case_owner (
     risk_case_id uuid        not null references risk_case,
     assigned_at  timestamptz not null,
     person_id    uuid,
     role         text        not null,
     name         text        not null,
     latency_ms   bigint      not null,
     primary key (risk_case_id, assigned_at)
   )`,
  // Cases are written before scores, so that this can hold at every statement: above low there is a case, and a case has
  // an owner and a timer (ruling 21).
  `create function score_has_case() returns trigger language plpgsql ${fixedPathOf('risk')} as $$
   begin
     if exists (select 1 from changed
                 where changed.band <> 'low'
                   and not exists (select 1 from risk_case
                                    where risk_case.invoice_id = changed.receivable_id
                                      and risk_case.closed_at is null)) then
       raise exception 'a score above low without an open case' using errcode = 'integrity_constraint_violation',
         constraint = 'score_above_low_has_case';
     end if;
     return null;
   end $$`,
  `create trigger score_inserted_has_case after insert on score
     referencing new table as changed for each statement execute function score_has_case()`,
  `create trigger score_updated_has_case after update on score
     referencing new table as changed for each statement execute function score_has_case()`,
  'alter table score enable always trigger score_inserted_has_case',
  'alter table score enable always trigger score_updated_has_case',
];
