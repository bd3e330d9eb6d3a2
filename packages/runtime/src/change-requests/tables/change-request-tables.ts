import { fixedPathOf, insertsOnly, updatesOnly } from '../../database/tables/privileges.ts';
import { runtimeRole } from '../../database/tables/roles.ts';
import { changeRequestGuards } from './change-request-guards.ts';

/** The kinds of change request that a service knows. */
type KnownKind = {
  readonly kind: string;
  readonly alone: boolean;
  /** Whether the service itself may propose it, for another person to decide. */
  readonly proposedByService?: boolean;
  /** What one is about, as SQL of its payload; null where several about the same may be open. */
  readonly subject: string | null;
};

/**
 * What one person proposes and another decides, and every attempt to decide that was refused. What was proposed never changes, and
 * is decided once. `people` is the table in which the service keeps them. Made after it and the outbox.
 */
export const changeRequestTables = (
  schema: string,
  people: string,
  kinds: readonly KnownKind[],
): readonly string[] => [
  `create table change_request (
     change_request_id uuid        not null primary key,
     kind              text        not null check (kind in (${listed(kinds)})),
     subject           text,
     subject_key       text,
     payload           jsonb       not null,
     before            jsonb       not null,
     hashed_text       text        not null,
     content_hash      text        not null check (content_hash ~ '^[0-9a-f]{64}$'),
     reason            text        check (btrim(reason) <> ''),
     scope             jsonb,
     beneficiaries     text[]      not null,
     valid_from        date,
     proposed_by       text        not null,
     proposed_by_name  text        not null,
     proposed_at       timestamptz not null,
     expires_at        timestamptz not null check (expires_at > proposed_at),
     alone_from        timestamptz,
     state             text        not null default 'PROPOSED'
       check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')),
     decided_by        text,
     decided_by_name   text,
     decided_at        timestamptz,
     decided_on        date,
     decision_reason   text        check (btrim(decision_reason) <> ''),
     decided_in        xid8,
     constraint change_request_is_about_its_payload check (subject is not distinct from case kind ${subjects(kinds)} end),
     constraint change_request_subject_has_its_key check ((subject is null) = (subject_key is null)),
     constraint change_request_decision_names_who check ((state = 'PROPOSED') = (decided_by is null)
       and (state = 'PROPOSED') = (decided_by_name is null) and (state = 'PROPOSED') = (decided_at is null)
       and (state = 'PROPOSED') = (decided_on is null)),
     constraint change_request_approved_by_another check (state <> 'APPROVED' or decided_by <> proposed_by
       or (alone_from is not null and decided_at >= alone_from)),
     constraint change_request_cools_for_an_hour check (alone_from >= proposed_at + interval '1 hour'),
     constraint change_request_alone_by_kind check (alone_from is null${orKindIn(kinds.filter(({ alone }) => alone))}),
     constraint change_request_no_beneficiary_decides
       check (state not in ('APPROVED', 'REJECTED') or not decided_by = any (beneficiaries)),
     constraint change_request_rejected_by_another check (state <> 'REJECTED' or decided_by <> proposed_by),
     constraint change_request_rejected_has_reason check (state <> 'REJECTED' or decision_reason is not null),
     constraint change_request_withdrawn_by_proposer check (state <> 'WITHDRAWN' or decided_by = proposed_by),
     constraint change_request_decided_in_time check (state = 'PROPOSED' or (state = 'EXPIRED') = (decided_at >= expires_at)),
     constraint change_request_never_backdated
       check (state <> 'APPROVED' or valid_from is null or valid_from >= decided_on)
   )`,
  `create unique index change_request_one_open on change_request (kind, subject_key) where state = 'PROPOSED'`,
  'create index change_request_by_kind on change_request (kind, change_request_id)',
  'create index change_request_of_subject on change_request (subject, change_request_id) where subject is not null',
  `create index change_request_to_expire on change_request (expires_at) where state = 'PROPOSED'`,
  `create table change_request_attempt (
     attempt_id        uuid        not null primary key,
     change_request_id uuid        not null references change_request,
     person_id         text        not null,
     person_name       text        not null,
     action            text        not null check (action in ('APPROVE', 'REJECT', 'WITHDRAW')),
     reason            text        not null,
     attempted_at      timestamptz not null
   )`,
  'create index change_request_attempt_of_request on change_request_attempt (change_request_id, attempted_at)',
  `create function change_request_is_decided_once() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
     begin
       if tg_op = 'UPDATE' and old.state = 'PROPOSED' and new.state <> 'PROPOSED'
          and to_jsonb(old) - '{${decided.join(',')}}'::text[] = to_jsonb(new) - '{${decided.join(',')}}'::text[] then
         new.decided_in := pg_current_xact_id();
         return new;
       end if;
       raise exception 'a change request is decided once and never changed or removed' using errcode = '42501';
     end $$`,
  `create function change_request_attempt_only_grows() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
     begin raise exception 'a refused attempt stays as it is' using errcode = '42501'; end $$`,
  `create trigger change_request_is_decided_once before update or delete on change_request
     for each row execute function change_request_is_decided_once()`,
  `create trigger change_request_attempt_only_grows before update or delete or truncate on change_request_attempt
     for each statement execute function change_request_attempt_only_grows()`,
  `create trigger change_request_is_never_emptied before truncate on change_request
     for each statement execute function change_request_is_decided_once()`,
  'alter table change_request enable always trigger change_request_is_decided_once',
  'alter table change_request enable always trigger change_request_is_never_emptied',
  'alter table change_request_attempt enable always trigger change_request_attempt_only_grows',
  ...updatesOnly(runtimeRole(schema), 'change_request_attempt', []),
  ...updatesOnly(runtimeRole(schema), 'change_request', decided),
  ...insertsOnly(runtimeRole(schema), 'change_request', proposed),
  ...changeRequestGuards(
    schema,
    people,
    kinds.flatMap(({ kind, proposedByService }) => (proposedByService ? [kind] : [])),
  ),
];

const proposed = [
  ...[
    'change_request_id',
    'kind',
    'subject',
    'subject_key',
    'payload',
    'before',
    'hashed_text',
    'content_hash',
    'reason',
    'scope',
  ],
  ...['beneficiaries', 'valid_from', 'proposed_by', 'proposed_by_name', 'proposed_at', 'expires_at'],
  'alone_from',
];

const decided = ['state', 'decided_by', 'decided_by_name', 'decided_at', 'decided_on', 'decision_reason'];

const subjects = (kinds: readonly KnownKind[]): string =>
  kinds.map(({ kind, subject }) => `when '${kind}' then ${subject ?? 'null'}`).join(' ');

const listed = (kinds: readonly KnownKind[]): string => kinds.map(({ kind }) => `'${kind}'`).join(', ');

/** Nothing where there is none: a check that compares with no kind at all would be null, which passes. */
const orKindIn = (kinds: readonly KnownKind[]): string =>
  kinds.length === 0 ? '' : ` or kind in (${listed(kinds)})`;
