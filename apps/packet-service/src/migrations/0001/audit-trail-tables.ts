import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';
import { runtimeRole } from '@recoup/runtime/database/tables/roles';

const appendOnly = [
  'packet_status_history',
  'packet_decision',
  'packet_document',
  'packet_comment',
  'refused_attempt',
  'fx_rate',
] as const;

/** What happened to packets, who signed, and who tried in vain. */
export const auditTrailTables: readonly string[] = [
  // Which actions there are, the domain's events say; a new one needs no migration.
  `create table packet_status_history (
     packet_status_history_id uuid        not null primary key,
     write_off_packet_id      uuid        not null references write_off_packet,
     packet_version           int         not null,
     from_status_cd           text,
     to_status_cd             text,
     action_cd                text        not null check (action_cd ~ '^[A-Z]+(_[A-Z]+)*$'),
     approver_role            text,
     comment_text             text,
     acted_by_user_id         uuid,
     acted_by_name            text,
     acted_dt                 timestamptz not null,
     detail                   jsonb,
     constraint packet_history_one_entry_a_version unique (write_off_packet_id, packet_version),
     constraint packet_history_rejection_has_reason check (action_cd <> 'REJECT' or btrim(comment_text) <> '')
   )`,
  `create table packet_decision (
     packet_decision_id  uuid        not null primary key,
     write_off_packet_id uuid        not null references write_off_packet,
     round               int         not null check (round > 0),
     packet_version      int         not null,
     approver_role       text        not null check (
       approver_role in ('AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO', 'MD')),
     decision            text        not null check (decision in ('APPROVE', 'REJECT')),
     person_id           uuid        not null,
     person_name         text        not null,
     comment_text        text,
     content_hash        text        not null,
     dossier_hash        text        not null,
     decided_dt          timestamptz not null,
     constraint packet_decision_one_a_version unique (write_off_packet_id, packet_version)
   )`,
  // A rejection may be followed, in the same round, by the approval of the very person who rejected.
  `create unique index packet_decision_one_level_a_person
     on packet_decision (write_off_packet_id, round, person_id) where decision = 'APPROVE'`,
  `create unique index packet_decision_one_signature_a_level
     on packet_decision (write_off_packet_id, round, approver_role) where decision = 'APPROVE'`,
  `create table refused_attempt (
     refused_attempt_id  uuid        not null primary key,
     write_off_packet_id uuid        references write_off_packet,
     packet_version      int,
     person_id           uuid        not null,
     person_name         text        not null,
     action_cd           text        not null,
     reason              text        not null,
     detail              jsonb       not null,
     attempted_dt        timestamptz not null
   )`,
  'create index refused_attempt_of_packet on refused_attempt (write_off_packet_id, attempted_dt)',

  `create function decider_is_no_contributor() returns trigger language plpgsql ${fixedPathOf('packet')} as $$
      begin
     if exists (select from packet_contributor
                 where write_off_packet_id = new.write_off_packet_id and person_id = new.person_id) then
       raise exception 'person % contributed to packet % and may not decide it', new.person_id, new.write_off_packet_id
         using errcode = 'check_violation', constraint = 'packet_decider_is_no_contributor';
     end if;
     return new;
      end $$`,
  `create trigger packet_decider_is_no_contributor before insert on packet_decision
     for each row execute function decider_is_no_contributor()`,
  'alter table packet_decision enable always trigger packet_decider_is_no_contributor',

  `create function only_grows() returns trigger language plpgsql ${fixedPathOf('packet')} as $$
      begin
     raise exception '% only grows: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
      end $$`,
  ...appendOnly.flatMap((table) => [
    `create trigger ${table}_only_grows before update or delete or truncate on ${table}
      for each statement execute function only_grows()`,
    `alter table ${table} enable always trigger ${table}_only_grows`,
    `revoke update, delete, truncate on ${table} from ${runtimeRole('packet')}`,
  ]),
];
