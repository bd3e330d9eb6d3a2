/** What happened to packets, and who tried in vain. */
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
];
