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
    // Only the owner sets back what tells the messages of a service apart: it would send, number or take in something twice.
    `create function message_is_never_set_back() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
       begin
         if pg_has_role((select relowner from pg_class where oid = tg_relid), 'USAGE') then return new; end if;
         raise exception 'what % says of an aggregate is never set back, and a message is sent once', tg_table_name
           using errcode = '42501', constraint = tg_name;
       end $$`,
    ...onlyForward(
      'outbox',
      'old.published_at is not null and new.published_at is distinct from old.published_at',
    ),
    ...onlyForward('outbox_sequence', 'new.last < old.last'),
    ...onlyForward('inbox_version', 'new.sequence < old.sequence'),
    // A message that comes again is still counted; that says nothing of its resolution.
    `create function dead_letter_is_resolved_once() returns trigger language plpgsql ${fixedPathOf(schema)} as $$
       begin
         if (new.dead_letter_id, new.state, new.resolved_by, new.resolved_at, new.resolution_reason, new.error_class, new.error)
              is distinct from
            (old.dead_letter_id, old.state, old.resolved_by, old.resolved_at, old.resolution_reason, old.error_class, old.error)
            or new.attempts <= old.attempts or new.last_at < old.last_at then
           raise exception 'dead letter % was resolved before', old.dead_letter_id
             using errcode = '23514', constraint = 'dead_letter_resolved_once';
         end if;
         return new;
       end $$`,
    `create trigger dead_letter_is_resolved_once before update on dead_letter
       for each row when (old.state <> 'dead') execute function dead_letter_is_resolved_once()`,
    'alter table dead_letter enable always trigger dead_letter_is_resolved_once',
  ];
};

const onlyForward = (table: string, setBack: string): readonly string[] => [
  `create trigger ${table}_only_goes_forward before update on ${table}
     for each row when (${setBack}) execute function message_is_never_set_back()`,
  `alter table ${table} enable always trigger ${table}_only_goes_forward`,
];
