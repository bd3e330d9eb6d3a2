/**
 * For functions of a schema, which see its tables alone: without a path of its own, or with temporary tables before it, a temporary
 * table of the same name would stand in for the real one.
 */
export const fixedPathOf = (schema: string): string => `set search_path = ${schema}, pg_temp`;

/** Statements that leave a role to update some columns of a table, and to remove nothing. */
export const updatesOnly = (role: string, table: string, columns: readonly string[]): readonly string[] => [
  `revoke delete, truncate on ${table} from ${role}`,
  ...changesOnly(role, table, columns),
];

/** Statements that leave a role to update some columns of a table, and to remove rows as before. */
export const changesOnly = (role: string, table: string, columns: readonly string[]): readonly string[] => [
  `revoke update on ${table} from ${role}`,
  ...(columns.length > 0 ? [`grant update (${columns.join(', ')}) on ${table} to ${role}`] : []),
];

/** Statements that leave a role to give some columns of a new row of a table, and the others to the table. */
export const insertsOnly = (role: string, table: string, columns: readonly string[]): readonly string[] => [
  `revoke insert on ${table} from ${role}`,
  `grant insert (${columns.join(', ')}) on ${table} to ${role}`,
];
