/** Who signed or rejected what, in which turn of the route, by which of their roles. */
export const decisionTables: readonly string[] = [
  // Delegation is not known yet: a decision without it was made in person. Of a sign-in it is kept what its token said.
  `create table packet_decision (
     packet_decision_id   uuid        not null primary key,
     write_off_packet_id  uuid        not null references write_off_packet,
     packet_submission_id uuid        not null,
     round                int         not null check (round > 0),
     packet_version       int         not null,
     version_seen         int         not null,
     stage                int         not null check (stage > 0),
     approver_role        text        not null check (
       approver_role in ('AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO', 'MD')),
     decision             text        not null check (decision in ('APPROVE', 'REJECT')),
     person_id            uuid        not null,
     person_name          text        not null,
     human_id             uuid        not null,
     role_assignment_id   uuid        not null,
     role_grants          jsonb       not null check (jsonb_array_length(role_grants) > 0),
     on_behalf_of_user_id uuid,
     delegation_id        uuid,
     session_strength     text,
     authenticated_dt     timestamptz,
     comment_text         text,
     content_hash         text        not null,
     dossier_hash         text        not null,
     decided_dt           timestamptz not null,
     decided_on           date        not null,
     constraint packet_decision_one_a_version unique (write_off_packet_id, packet_version),
     constraint packet_decision_follows_what_was_seen check (version_seen < packet_version),
     constraint packet_decision_by_a_role_held foreign key (role_assignment_id, person_id, approver_role)
       references role_assignment (role_assignment_id, person_id, role),
     constraint packet_decision_of_what_was_submitted foreign key
       (packet_submission_id, write_off_packet_id, round, content_hash, dossier_hash)
       references packet_submission (packet_submission_id, write_off_packet_id, round, content_hash, dossier_hash)
   )`,
  // A rejection may be followed, in the same round, by the approval of the very person who rejected. A human is one, however many
  // entries they have.
  `create unique index packet_decision_one_level_a_person
     on packet_decision (write_off_packet_id, round, human_id) where decision = 'APPROVE'`,
  `create unique index packet_decision_one_signature_a_level
     on packet_decision (write_off_packet_id, round, approver_role) where decision = 'APPROVE'`,
  // Comments raise no version, so each decision keeps which of them were shown.
  `create table packet_decision_comment (
     packet_decision_id uuid not null references packet_decision,
     packet_comment_id  uuid not null references packet_comment,
     primary key (packet_decision_id, packet_comment_id)
   )`,
];
