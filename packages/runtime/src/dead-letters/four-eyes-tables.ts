import { fixedPathOf } from '../database/tables/privileges.ts';

/** The kind of change request by which they are resolved, for `changeRequestTables`. */
export const deadLetterRequests = {
  kind: 'DEAD_LETTER',
  alone: false,
  subject: `payload ->> 'deadLetterId'`,
} as const;

/**
 * Lets a service's dead letters be resolved by two persons only: the database refuses a resolution that another person has not
 * approved. Made after the tables of messages and of change requests.
 */
export const fourEyesTables = (schema: string): readonly string[] => [
  `create function dead_letter_has_four_eyes() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
     begin
       if new.state <> 'dead' and not exists (
         select from change_request
          where kind = 'DEAD_LETTER' and subject = new.dead_letter_id::text and state = 'APPROVED'
            and decided_by = new.resolved_by and proposed_by <> new.resolved_by
            and payload ->> 'action' = case new.state when 'replayed' then 'replay' else 'discard' end) then
         raise exception 'no second person has approved that dead letter % is %', new.dead_letter_id, new.state
           using errcode = '23514', constraint = 'dead_letter_has_four_eyes';
       end if;
       return new;
     end $$`,
  `create trigger dead_letter_has_four_eyes
     before insert or update of dead_letter_id, state, resolved_by, resolved_at, resolution_reason on dead_letter
     for each row execute function dead_letter_has_four_eyes()`,
  'alter table dead_letter enable always trigger dead_letter_has_four_eyes',
];
