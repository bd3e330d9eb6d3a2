import {
  ChangeRequestApprovedV1,
  ChangeRequestExpiredV1,
  ChangeRequestProposedV1,
  ChangeRequestRejectedV1,
  ChangeRequestWithdrawnV1,
} from '@recoup/contracts/change-request.v1';
import { fixedPathOf } from '../../database/tables/privileges.ts';
import { runtimeRole } from '../../database/tables/roles.ts';

/** How far the clocks of a service and of its database may be apart. */
const clocksApart = '5 minutes';

const eventTypes = {
  PROPOSED: ChangeRequestProposedV1.type,
  APPROVED: ChangeRequestApprovedV1.type,
  REJECTED: ChangeRequestRejectedV1.type,
  WITHDRAWN: ChangeRequestWithdrawnV1.type,
  EXPIRED: ChangeRequestExpiredV1.type,
};

const eventType = (row: string): string =>
  `case ${row}.state ${Object.entries(eventTypes)
    .map(([state, type]) => `when '${state}' then '${type}'`)
    .join(' ')} end`;

/** Whether the data of an event says all that the row of its request says. */
export const dataSays = (data: string, row: string): string => `
  (${data} ->> 'changeRequestId', ${data} ->> 'kind', ${data} ->> 'subject', ${data} ->> 'contentHash', ${data} ->> 'reason',
   ${data} ->> 'validFrom', ${data} -> 'proposedBy' ->> 'personId', ${data} -> 'proposedBy' ->> 'name',
   (${data} ->> 'proposedAt')::timestamptz)
    is not distinct from
  (${row}.change_request_id::text, ${row}.kind, ${row}.subject, ${row}.content_hash, ${row}.reason,
   to_char(${row}.valid_from, 'YYYY-MM-DD'), ${row}.proposed_by, ${row}.proposed_by_name, ${row}.proposed_at)`;

/** The same of the end of a request, which one that merely ran out has by nobody. */
const endSays = (data: string, row: string): string => `
  (${row}.state in ('PROPOSED', 'EXPIRED')
   or (${data} -> 'decidedBy' ->> 'personId', ${data} -> 'decidedBy' ->> 'name') = (${row}.decided_by, ${row}.decided_by_name))
  and (${row}.state not in ('REJECTED', 'WITHDRAWN') or ${data} ->> 'decisionReason' is not distinct from ${row}.decision_reason)
  and (${row}.state <> 'APPROVED' or (${data} ->> 'alone')::boolean = (${row}.proposed_by = ${row}.decided_by))
  and coalesce(${data} ->> 'decidedAt', ${data} ->> 'expiredAt')::timestamptz is not distinct from ${row}.decided_at`;

/**
 * Events of a request that say the same as its row: of its proposal, and of its end once it has one. Readers go by the envelope within the
 * message, so that it must say what the columns beside it say.
 */
export const eventsSaying = (row: string): string =>
  `select from outbox cross join lateral (select convert_from(message, 'UTF8')::jsonb as message) said
    where topic = '${ChangeRequestProposedV1.topic}' and aggregate_id = ${row}.change_request_id
      and sequence = case ${row}.state when 'PROPOSED' then 1 else 2 end and event_type = ${eventType(row)}
      and (said.message ->> 'type', said.message ->> 'id', said.message ->> 'subject', said.message ->> 'sequence')
          = (event_type, event_id::text, aggregate_id::text, sequence::text)
      and ${dataSays("(said.message -> 'data')", row)} and ${endSays("(said.message -> 'data')", row)}`;

/** That a row is named by the hash of a text that says what it says; how the text is written, only its hash shows. */
export const isHashed = (row: string): string =>
  `${row}.content_hash = encode(sha256(convert_to(${row}.hashed_text, 'UTF8')), 'hex')
   and ${row}.hashed_text::jsonb = jsonb_build_object('kind', ${row}.kind, 'subject', ${row}.subject, 'payload', ${row}.payload,
         'before', ${row}.before, 'validFrom', ${row}.valid_from)`;

/** Somebody whom the service knows, in the table where it keeps people; nobody decides what merely runs out. */
export const isKnown = (people: string, person: string): string =>
  `exists (select from ${people} where person_id::text = ${person})`;

/** Who proposes in the name of a service, where its kind lets it. */
const serviceActor = (schema: string): string => `service:${schema}-service`;

/** The human behind somebody: whom two people declared to be one are one here. */
const humanBehind = (people: string, person: string): string =>
  `coalesce((select coalesce(human_id, person_id)::text from ${people} where person_id::text = ${person}), ${person})`;

/**
 * What makes a request more than what its row says: it is dated by the clock of the database, hashed as it is, of people whom the
 * service knows, and published with its transaction, so that it stands in the ledger's log. Whoever made one up by the role of the
 * service would have to say so to everybody.
 */
export const changeRequestGuards = (
  schema: string,
  people: string,
  proposedByService: readonly string[],
): readonly string[] => [
  // How far ahead the clock of the service may be put, and the day on which its business date is fixed, as its owner says.
  `create table decision_clock (
     ahead_at_most interval not null default '0',
     business_date date,
     only_one      boolean  not null default true unique check (only_one)
   )`,
  'insert into decision_clock default values',
  `revoke insert, update, delete, truncate on decision_clock from ${runtimeRole(schema)}`,
  `create function change_request_is_of_now() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
     declare
       clock decision_clock;
       dated constant timestamptz := case new.state when 'PROPOSED' then new.proposed_at else new.decided_at end;
       asked constant text := case new.state when 'PROPOSED' then new.proposed_by else new.decided_by end;
     begin
       select * into clock from decision_clock;
       if dated not between clock_timestamp() - interval '${clocksApart}'
                        and clock_timestamp() + interval '${clocksApart}' + clock.ahead_at_most then
         raise exception 'change request % is dated %, and it is %', new.change_request_id, dated, clock_timestamp()
           using errcode = '23514', constraint = 'change_request_dated_now';
       end if;
       if new.state <> 'PROPOSED' and (new.decided_on <> clock.business_date or clock.business_date is null
            and new.decided_on not between (dated at time zone 'UTC')::date - 1 and (dated at time zone 'UTC')::date + 1) then
         raise exception 'change request % is decided on %, which is not today', new.change_request_id, new.decided_on
           using errcode = '23514', constraint = 'change_request_decided_today';
       end if;
       if new.state <> 'EXPIRED' and not ${isKnown(people, 'asked')}
          and not (new.state = 'PROPOSED' and asked = '${serviceActor(schema)}'
                   and new.kind = any ('{${proposedByService.join(',')}}'::text[])) then
         raise exception 'nobody here is %', asked
           using errcode = '23514', constraint = 'change_request_of_known_people';
       end if;
       if new.state in ('APPROVED', 'REJECTED') and new.decided_by <> new.proposed_by
          and ${humanBehind(people, 'new.decided_by')} = ${humanBehind(people, 'new.proposed_by')} then
         raise exception 'whoever proposed change request % is the human who decides it', new.change_request_id
           using errcode = '23514', constraint = 'change_request_decided_by_another_human';
       end if;
       if new.state in ('APPROVED', 'REJECTED')
          and exists (select from unnest(new.beneficiaries) as beneficiary
                       where ${humanBehind(people, 'beneficiary')} = ${humanBehind(people, 'new.decided_by')}) then
         raise exception 'change request % gives or takes the human something who decides it', new.change_request_id
           using errcode = '23514', constraint = 'change_request_decided_by_no_beneficiary';
       end if;
       if new.state = 'PROPOSED' and not (${isHashed('new')}) then
         raise exception 'change request % has another hash than its content', new.change_request_id
           using errcode = '23514', constraint = 'change_request_hashed_as_it_is';
       end if;
       return null;
     end $$`,
  `create function change_request_is_published() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
     begin
       if not exists (${eventsSaying('new')}) then
         raise exception 'no event says that change request % is %', new.change_request_id, lower(new.state)
           using errcode = '23514', constraint = 'change_request_is_published';
       end if;
       return null;
     end $$`,
  `create trigger change_request_is_of_now after insert or update on change_request
     for each row execute function change_request_is_of_now()`,
  'alter table change_request enable always trigger change_request_is_of_now',
  `create constraint trigger change_request_is_published after insert or update on change_request
     deferrable initially deferred for each row execute function change_request_is_published()`,
  'alter table change_request enable always trigger change_request_is_published',
];
