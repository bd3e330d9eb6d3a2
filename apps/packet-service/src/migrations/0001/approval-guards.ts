import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

const fixedPath = fixedPathOf('packet');

/** Parts of a submission are written with it, so that none joins one that somebody has signed. */
const partsOfSubmission = [
  'packet_submission_split',
  'packet_submission_policy',
  'packet_submission_line',
  'packet_submission_document',
];

/** What must be there before a packet is approved, whoever writes: the second of two walls, the first being the domain. */
export const approvalGuards: readonly string[] = [
  `create function decider_may_decide() returns trigger language plpgsql ${fixedPath} as $$
     begin
       new.human_id := human_of(new.person_id);
       if exists (select from packet_contributor
                   where write_off_packet_id = new.write_off_packet_id and human_of(person_id) = new.human_id) then
         raise exception 'person % contributed to packet % and may not decide it', new.person_id, new.write_off_packet_id
           using errcode = 'check_violation', constraint = 'packet_decider_is_no_contributor';
       end if;
       -- Who is one human may have been declared since the other signature.
       if new.decision = 'APPROVE' and exists (
            select from packet_decision signed
             where signed.write_off_packet_id = new.write_off_packet_id and signed.round = new.round
               and signed.decision = 'APPROVE' and signed.human_id <> new.human_id
               and human_of(signed.person_id) = new.human_id) then
         raise exception 'the human behind % signed another level of packet %', new.person_id, new.write_off_packet_id
           using errcode = 'check_violation', constraint = 'packet_decision_one_level_a_human';
       end if;
       if not exists (select from person join person_role held using (person_id)
                       where person_id = new.person_id and active and held.role = new.approver_role
                         and (new.role_assignment_id is null or held.role_assignment_id = new.role_assignment_id)
                         and held.valid_from <= new.decided_on
                         and (held.valid_until is null or held.valid_until >= new.decided_on)) then
         raise exception 'person % does not hold the role % on %', new.person_id, new.approver_role, new.decided_on
           using errcode = 'check_violation', constraint = 'packet_decider_holds_the_role';
       end if;
       return new;
     end $$`,
  `create trigger decider_may_decide before insert on packet_decision for each row execute function decider_may_decide()`,
  'alter table packet_decision enable always trigger decider_may_decide',

  `create function submission_is_complete() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from added join packet_submission submission using (packet_submission_id)
                   where submission.written_in <> pg_current_xact_id()) then
         raise exception 'a submission is complete: % takes no more of it', tg_table_name
           using errcode = 'check_violation', constraint = 'submission_is_complete';
       end if;
       return null;
     end $$`,
  ...partsOfSubmission.flatMap((table) => [
    `create trigger ${table}_is_complete after insert on ${table} referencing new table as added
       for each statement execute function submission_is_complete()`,
    `alter table ${table} enable always trigger ${table}_is_complete`,
  ]),

  `create function submission_adds_up() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if (new.content_hash, new.dossier_hash) is distinct from
            (submitted_content_hash(new.packet_submission_id), submitted_dossier_hash(new.packet_submission_id))
          or (select row (count(*)::int, sum(commission_minor), sum(payable_minor), sum(tax_minor), sum(fee_minor))
                from packet_submission_line where packet_submission_id = new.packet_submission_id)
             is distinct from row (new.receivable_count, new.total_revenue_minor::numeric, new.total_payable_minor::numeric,
                                   new.total_tax_minor::numeric, new.total_fee_minor::numeric) then
         raise exception 'submission % of packet % does not add up to its lines and documents', new.attempt, new.write_off_packet_id
           using errcode = 'check_violation', constraint = 'submission_adds_up';
       end if;
       return null;
     end $$`,
  `create constraint trigger submission_adds_up after insert on packet_submission deferrable initially deferred
     for each row execute function submission_adds_up()`,
  'alter table packet_submission enable always trigger submission_adds_up',

  `create function code_of_role(role text) returns text immutable language sql as $$
     select case role when 'DEPT_HEAD' then 'DH' when 'VP_CLIENT_ACCOUNTING' then 'VP' else role end $$`,
  // Why a packet may not stand as it does, or null.
  `create function packet_stands_without(packet_id uuid) returns text stable language plpgsql ${fixedPath} as $$
     declare
       packet write_off_packet;
       submission packet_submission;
       signed text[];
     begin
       select * into strict packet from write_off_packet where write_off_packet_id = packet_id;
       if not exists (select from packet_status_history history
                       where history.write_off_packet_id = packet_id and history.packet_version = packet.version
                         and history.to_status_cd is not distinct from
                             case when packet.deleted_dt is null then packet.packet_status_cd end) then
         return 'an entry of its history that says so';
       end if;
       if packet.packet_status_cd in ('DRAFT', 'CANCELLED') then return null; end if;
       select * into submission from packet_submission made
        where made.write_off_packet_id = packet_id and made.attempt = packet.submission_attempt;
       if (submission.round, submission.route, submission.content_hash, submission.dossier_hash) is distinct from
          (packet.round, packet.route, packet.content_hash, packet.dossier_hash) then
         return 'a submission that says the same';
       end if;
       signed := array(select approver_role from packet_decision decided
                        where decided.write_off_packet_id = packet_id and decided.round = packet.round
                          and decided.decision = 'APPROVE' order by decided.packet_version);
       if signed <> submission.route[1:cardinality(signed)] then return 'signatures in the order of its route'; end if;
       if packet.packet_status_cd like 'REJECTED\\_%' then
         return case when not exists (
           select from packet_decision decided
            where decided.packet_submission_id = submission.packet_submission_id and decided.decision = 'REJECT'
              and packet.packet_status_cd = 'REJECTED_' || code_of_role(decided.approver_role)) then 'a rejection' end;
       end if;
       if packet.packet_status_cd in ('COMPLETE', 'RECOVERED')
          and not exists (select from packet_execution where write_off_packet_id = packet_id) then
         return 'an execution by the ledger';
       end if;
       if packet.current_approver_role is distinct from submission.route[cardinality(signed) + 1]
          or (packet.packet_status_cd = 'SUBMITTED' and cardinality(signed) > 0)
          or (packet.packet_status_cd like 'APPROVED\\_%'
              and packet.packet_status_cd is distinct from 'APPROVED_' || code_of_role(signed[cardinality(signed)])) then
         return 'the signatures of its route';
       end if;
       return null;
     end $$`,
  `create function packet_stands_by_decisions() returns trigger language plpgsql ${fixedPath} as $$
     declare missing text := packet_stands_without(new.write_off_packet_id);
     begin
       if missing is not null then
         raise exception 'packet % stands without %', new.write_off_packet_id, missing
           using errcode = 'check_violation', constraint = 'packet_stands_by_decisions';
       end if;
       return null;
     end $$`,
  // At the end of the transaction, since packet, history and decision are written one after the other.
  ...['write_off_packet', 'packet_decision'].flatMap((table) => [
    `create constraint trigger ${table}_stands_by_decisions after insert or update on ${table}
       deferrable initially deferred for each row execute function packet_stands_by_decisions()`,
    `alter table ${table} enable always trigger ${table}_stands_by_decisions`,
  ]),

  `create function packet_line_is_ended() returns trigger language plpgsql ${fixedPath} as $$
     begin
       raise exception 'receivable % was taken out of packet %, which stays known', old.billing_item_detail_id, old.write_off_packet_id
         using errcode = 'check_violation', constraint = 'packet_line_is_ended';
     end $$`,
  `create trigger packet_line_is_ended before update on packet_receivable
     for each row when (old.removed_dt is not null) execute function packet_line_is_ended()`,
  'alter table packet_receivable enable always trigger packet_line_is_ended',
];
