import { changesOnly, fixedPathOf, insertsOnly, updatesOnly } from './privileges.ts';
import { runtimeRole } from './roles.ts';

const ofADeadLetter = [
  ...['attempts', 'last_at', 'error_class', 'error'],
  ...['state', 'resolved_by', 'resolved_at', 'resolution_reason'],
];

/**
 * What the role of a service may change of its messages: where they stand, never what they say. What was taken in stays known, or it
 * would be taken in twice. Which migrations ran is the owner's to say.
 */
export const messageGuards = (schema: string): readonly string[] => {
  const role = runtimeRole(schema);
  return [
    `revoke insert, update, delete, truncate on schema_migration from ${role}`,
    ...updatesOnly(role, 'outbox', ['published_at']),
    ...updatesOnly(role, 'outbox_sequence', ['last']),
    ...changesOnly(role, 'inbox', ['outcome']),
    ...insertsOnly(role, 'inbox', ['consumer', 'event_id', 'outcome', 'handled_at']),
    ...updatesOnly(role, 'inbox_version', ['sequence']),
    ...changesOnly(role, 'inbox_parked', []),
    ...updatesOnly(role, 'dead_letter', ofADeadLetter),
    `create function inbox_forgets_what_was_parked() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
       begin
         if old.outcome <> 'parked' and not pg_has_role((select relowner from pg_class where oid = tg_relid), 'USAGE') then
           raise exception 'event % was taken in by % and stays known', old.event_id, old.consumer using errcode = '42501';
         end if;
         return old;
       end $$`,
    `create trigger inbox_forgets_what_was_parked before delete on inbox
       for each row execute function inbox_forgets_what_was_parked()`,
    'alter table inbox enable always trigger inbox_forgets_what_was_parked',
    // Events are taken in many at a time; what became of each is known at the end of the transaction. What came too late may be discarded.
    `create function inbox_outcome_stays() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
       begin
         raise exception 'what became of event % at % stays known', old.event_id, old.consumer using errcode = '42501';
       end $$`,
    `create trigger inbox_outcome_stays before update on inbox for each row
       when (old.outcome <> 'parked' and old.taken_in <> pg_current_xact_id()
             and not (old.outcome in ('stale', 'superseded') and new.outcome = 'discarded'))
       execute function inbox_outcome_stays()`,
    'alter table inbox enable always trigger inbox_outcome_stays',
    // Attempts and errors of a message that comes again may still be counted; they say nothing of its resolution.
    `create function dead_letter_is_resolved_once() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
       begin
         if old.state <> 'dead' then
           raise exception 'dead letter % was resolved before', old.dead_letter_id
             using errcode = '23514', constraint = 'dead_letter_resolved_once';
         end if;
         return new;
       end $$`,
    `create trigger dead_letter_is_resolved_once
       before update of dead_letter_id, state, resolved_by, resolved_at, resolution_reason on dead_letter
       for each row execute function dead_letter_is_resolved_once()`,
    'alter table dead_letter enable always trigger dead_letter_is_resolved_once',
  ];
};
