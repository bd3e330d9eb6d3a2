import { fixedPathOf, insertsOnly, updatesOnly } from '@recoup/runtime/database/tables/privileges';
import { runtimeRole } from '@recoup/runtime/database/tables/roles';

const fixedPath = fixedPathOf('packet');
const role = runtimeRole('packet');

/** The kinds of change request by which people change. */
export const peopleKinds = [
  { kind: 'PEOPLE', alone: false, subject: null, proposedByService: true },
  ...['PERSON_SAME_AS', 'PERSON_SEPARATION'].map((kind) => ({
    kind,
    alone: false,
    subject: `least(payload ->> 'personId' collate "C", payload ->> 'otherPersonId' collate "C") || ' '
       || greatest(payload ->> 'personId' collate "C", payload ->> 'otherPersonId' collate "C")`,
  })),
];

const approvedNow = `request.state = 'APPROVED' and request.decided_in = pg_current_xact_id()`;

/** A row stands in the people that an approved list names, in the terms of its payload. */
const listedIn = (list: string, row: string, condition: string): string =>
  `exists (select from change_request request
             cross join lateral jsonb_array_elements(request.payload) as listed
             join person named on lower(named.email) = lower(listed -> 'person' ->> 'email')
             cross join lateral jsonb_array_elements(listed -> 'person' -> '${list}') as one
            where request.kind = 'PEOPLE' and ${approvedNow} and named.person_id = ${row}.person_id and ${condition})`;

const sameRole = (row: string): string => `
  request.change_request_id = ${row}.granted_by_request_id and one ->> 'role' = ${row}.role
  and one -> 'scope' = jsonb_strip_nulls(jsonb_build_object(
        'entity', ${row}.entity, 'department', ${row}.department, 'clientId', ${row}.client_id))
  and (one ->> 'from')::date = ${row}.valid_from and (one ->> 'until')::date is not distinct from ${row}.valid_until
  and (one -> 'exception' ->> 'until')::date is not distinct from ${row}.exception_until
  and one -> 'exception' ->> 'reason' is not distinct from ${row}.exception_reason`;

const sameAccount = (row: string): string =>
  `one ->> 'issuer' = ${row}.issuer and one ->> 'subject' = ${row}.subject`;

const ofPair = (row: string): string =>
  `array[${row}.person_id::text, ${row}.other_person_id::text]
     <@ array[request.payload ->> 'personId', request.payload ->> 'otherPersonId']`;

const decidesPair = (kind: string, fits: string): string =>
  `exists (select from change_request request
            where request.change_request_id = new.change_request_id and request.kind = '${kind}' and ${approvedNow}
              and (new.proposed_by, new.approved_by) = (request.proposed_by, request.decided_by) and ${fits})`;

/** A trigger function that refuses where a condition does not hold: of statements, or of each row before it is written. */
const unless = (name: string, holds: string, what: string, returns: 'null' | 'new' = 'null'): string =>
  `create function ${name}() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if ${holds} then return ${returns}; end if;
       raise exception '${what}' using errcode = '23514', constraint = '${name}';
     end $$`;

const always = (table: string, trigger: string, when: string, calls: string): readonly string[] => [
  `create trigger ${trigger} ${when} execute function ${calls}()`,
  `alter table ${table} enable always trigger ${trigger}`,
];

/**
 * That people, their accounts and their roles come from lists that two administrators decided; only the first of an installation,
 * until there are two administrators who can decide, come without. A list is carried out in the transaction that approves it.
 */
export const peopleGuards: readonly string[] = [
  // Those of the transaction itself do not count, so that a seed that brings both administrators is not cut off in the middle; nor do
  // those of today, which has not begun everywhere.
  `create function people_can_be_decided() returns boolean stable language sql ${fixedPath} as $$
     select count(distinct coalesce(person.human_id, person.person_id)) >= 2
       from person join role_assignment held using (person_id)
      where person.active and held.ended_dt is null and held.role = 'ADMIN' and held.valid_until is null
        and held.entity is null and held.department is null and held.client_id is null
        and held.granted_in <> pg_current_xact_id()
        and held.valid_from <= coalesce((select business_date from decision_clock), (now() at time zone 'UTC')::date - 1)
        and exists (select from person_identity account where account.person_id = person.person_id) $$`,
  `create function people_are_decided(kinds text[]) returns boolean stable language sql ${fixedPath} as $$
     select exists (select from change_request request where request.kind = any (kinds) and ${approvedNow})
            or not people_can_be_decided() $$`,
  unless(
    'people_are_listed',
    `people_are_decided('{PEOPLE,PERSON_SAME_AS,PERSON_SEPARATION}')`,
    'people change by a request that two administrators decided',
  ),
  // Before the statement, which might leave nobody who can decide and would then allow itself.
  ...['insert', 'update'].flatMap((move) =>
    always(
      'person',
      `person_${move}_is_decided`,
      `before ${move} on person for each statement`,
      'people_are_listed',
    ),
  ),
  unless(
    'accounts_are_decided',
    `people_are_decided('{PEOPLE}')`,
    'accounts change by a list that two administrators decided',
  ),
  ...always(
    'person_identity',
    'accounts_end_decided',
    'before delete on person_identity for each statement',
    'accounts_are_decided',
  ),
  unless(
    'accounts_are_listed',
    `not people_can_be_decided() or not exists (select from added where not ${listedIn('identities', 'added', sameAccount('added'))})`,
    'an account must stand in a list that two administrators decided',
  ),
  ...always(
    'person_identity',
    'accounts_begin_decided',
    'after insert on person_identity referencing new table as added for each statement',
    'accounts_are_listed',
  ),
  unless(
    'roles_are_listed',
    `not exists (select from added where granted_by_request_id is not null or people_can_be_decided())
       or not exists (select from added where not ${listedIn('roles', 'added', sameRole('added'))})`,
    'a role must stand in a list that two administrators decided, or come with the first people of the installation',
  ),
  ...always(
    'role_assignment',
    'roles_are_listed',
    'after insert on role_assignment referencing new table as added for each statement',
    'roles_are_listed',
  ),
  unless(
    'roles_end_decided',
    `not exists (
       select from ended where ended_dt is not null and not exists (
         select from change_request request
           cross join lateral jsonb_array_elements(request.payload) as listed
           join person named on lower(named.email) = lower(listed -> 'person' ->> 'email')
          where request.change_request_id = ended.ended_by_request_id and request.kind = 'PEOPLE' and ${approvedNow}
            and named.person_id = ended.person_id))`,
    'a role ends by a list that two administrators decided and that names its holder',
  ),
  ...always(
    'role_assignment',
    'roles_end_decided',
    'after update on role_assignment referencing new table as ended for each statement',
    'roles_end_decided',
  ),
  unless(
    'person_same_as_is_decided',
    decidesPair('PERSON_SAME_AS', `new.same_from = request.decided_on and ${ofPair('new')}`),
    'that two people are one human is decided by two administrators',
    'new',
  ),
  ...always(
    'person_same_as',
    'person_same_as_is_decided',
    'before insert on person_same_as for each row',
    'person_same_as_is_decided',
  ),
  unless(
    'person_separation_is_decided',
    decidesPair(
      'PERSON_SEPARATION',
      `new.separate_from = request.decided_on and exists (
         select from person_same_as declared
          where declared.person_same_as_id = new.person_same_as_id and ${ofPair('declared')})`,
    ),
    'that two people are no longer one human is decided by two administrators',
    'new',
  ),
  ...always(
    'person_separation',
    'person_separation_is_decided',
    'before insert on person_separation for each row',
    'person_separation_is_decided',
  ),
  ...updatesOnly(role, 'person', [
    ...['version', 'display_name', 'email', 'employee_number', 'active', 'updated_dt'],
  ]),
  ...insertsOnly(role, 'person', [
    ...['person_id', 'version', 'display_name', 'email', 'employee_number', 'active', 'updated_dt'],
  ]),
  ...updatesOnly(role, 'role_assignment', ['ended_dt', 'ended_on', 'ended_by_request_id']),
  ...insertsOnly(role, 'role_assignment', [
    ...[
      'role_assignment_id',
      'person_id',
      'role',
      'entity',
      'department',
      'client_id',
      'valid_from',
      'valid_until',
    ],
    ...['exception_reason', 'exception_until', 'granted_dt', 'granted_on', 'granted_by_request_id'],
  ]),
  // Through a view its owner would write.
  `revoke insert, update, delete on person_role, standing_person_same_as, reached_person from ${role}`,
  ...updatesOnly(role, 'person_sign_in', ['person_id', 'email', 'email_verified', 'seen_dt']),
];
