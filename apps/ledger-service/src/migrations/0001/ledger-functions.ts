import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

export const fixedPath = fixedPathOf('ledger');

/** Statements that let nobody change or remove rows of tables: not by trigger, and the runtime role not by privilege either. */
export const insertOnly = (runtime: string, tables: readonly string[]): readonly string[] => [
  ...tables.flatMap((table) => [
    `create trigger ${table}_is_insert_only before update or delete or truncate on ${table}
       for each statement execute function refuse_change()`,
    `alter table ${table} enable always trigger ${table}_is_insert_only`,
  ]),
  `revoke update, delete, truncate on ${tables.join(', ')} from ${runtime}`,
];

/** Statements that let nobody change rows of a table, and its owner alone remove them. */
export const purgedByOwner = (runtime: string, table: string): readonly string[] => [
  `create trigger ${table}_is_never_changed before update or truncate on ${table}
     for each statement execute function refuse_change()`,
  `alter table ${table} enable always trigger ${table}_is_never_changed`,
  `revoke update, delete, truncate on ${table} from ${runtime}`,
];

/** Statements that let rows be added to an event only in the transaction that wrote it: an event of the past gets no more. */
export const withItsEvent = (table: string): readonly string[] => [
  `create trigger ${table}_with_its_event after insert on ${table}
     referencing new table as added for each statement execute function written_with_its_event()`,
  `alter table ${table} enable always trigger ${table}_with_its_event`,
];

export const withItsEventFunction = `create function written_with_its_event() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from (select distinct posting_event_id from added) event join posting_event using (posting_event_id)
                   where posting_event.written_in <> pg_current_xact_id()) then
         raise exception 'rows of % are written with their posting event', tg_table_name
           using errcode = '23514', constraint = tg_name;
       end if;
       return null;
     end $$`;

export const refuseChangeFunction = `create function refuse_change() returns trigger language plpgsql ${fixedPath} as $$
     begin
       raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '42501';
     end $$`;
