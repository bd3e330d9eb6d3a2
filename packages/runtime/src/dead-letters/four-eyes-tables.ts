/**
 * Lets a service's dead letters be resolved by two persons only: what one asks for is kept, and the database refuses a
 * resolution that another person has not confirmed. Made after the tables of messages, for this runtime role.
 */
export const fourEyesTables = (runtimeRole: string): readonly string[] => [
  `create table resolution_request (
     request_id     uuid        not null primary key,
     dead_letter_id uuid        not null references dead_letter,
     action         text        not null check (action in ('replay', 'discard')),
     sequence       int         check (sequence > 0),
     reason         text        not null check (btrim(reason) <> ''),
     requested_by   text        not null,
     requested_at   timestamptz not null default now(),
     state          text        not null default 'open' check (state in ('open', 'confirmed', 'withdrawn')),
     ended_by       text,
     ended_at       timestamptz,
     ended_reason   text,
     constraint resolution_request_end check ((state = 'open') = (ended_by is null) and (state = 'open') = (ended_at is null)),
     constraint resolution_request_four_eyes check (state <> 'confirmed' or ended_by <> requested_by)
   )`,
  `create unique index resolution_request_one_open on resolution_request (dead_letter_id) where state = 'open'`,
  'create index resolution_request_of_dead_letter on resolution_request (dead_letter_id, requested_at)',
  `create function resolution_request_only_ends() returns trigger language plpgsql as $$
     begin
       if tg_op = 'UPDATE' and old.state = 'open' and new.state <> 'open'
          and to_jsonb(old) - '{state,ended_by,ended_at,ended_reason}'::text[]
            = to_jsonb(new) - '{state,ended_by,ended_at,ended_reason}'::text[] then
         return new;
       end if;
       raise exception 'a request is ended once and never changed or removed' using errcode = '42501';
     end $$`,
  `create trigger resolution_request_only_ends before update or delete on resolution_request
     for each row execute function resolution_request_only_ends()`,
  'alter table resolution_request enable always trigger resolution_request_only_ends',
  `create function dead_letter_has_four_eyes() returns trigger language plpgsql set search_path from current as $$
     begin
       if tg_op = 'UPDATE' and old.state <> 'dead' then
         raise exception 'dead letter % was resolved before', old.dead_letter_id
           using errcode = '23514', constraint = 'dead_letter_resolved_once';
       end if;
       if new.state <> 'dead' and not exists (
         select from resolution_request
          where dead_letter_id = new.dead_letter_id and state = 'confirmed'
            and ended_by = new.resolved_by and requested_by <> new.resolved_by
            and action = case new.state when 'replayed' then 'replay' else 'discard' end) then
         raise exception 'no second person has confirmed that dead letter % is %', new.dead_letter_id, new.state
           using errcode = '23514', constraint = 'dead_letter_has_four_eyes';
       end if;
       return new;
     end $$`,
  // Attempts and errors of a message that comes again may still be counted; they say nothing of its resolution.
  `create trigger dead_letter_has_four_eyes
     before insert or update of dead_letter_id, state, resolved_by, resolved_at, resolution_reason on dead_letter
     for each row execute function dead_letter_has_four_eyes()`,
  'alter table dead_letter enable always trigger dead_letter_has_four_eyes',
  `revoke update, delete, truncate on resolution_request from ${runtimeRole}`,
  `grant update (state, ended_by, ended_at, ended_reason) on resolution_request to ${runtimeRole}`,
];
