/**
 * A function of the database sees the tables of this schema alone: without a path of its own, a temporary table of the same name would
 * stand in for the real one.
 */
export const fixedPath = 'set search_path = ledger, pg_temp';

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

/** Statements that leave the runtime role to update some columns of a table, and to remove nothing. */
export const updatesOnly = (
  runtime: string,
  table: string,
  columns: readonly string[],
): readonly string[] => [
  `revoke update, delete, truncate on ${table} from ${runtime}`,
  ...(columns.length > 0 ? [`grant update (${columns.join(', ')}) on ${table} to ${runtime}`] : []),
];

export const refuseChangeFunction = `create function refuse_change() returns trigger language plpgsql ${fixedPath} as $$
     begin
       raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '42501';
     end $$`;
