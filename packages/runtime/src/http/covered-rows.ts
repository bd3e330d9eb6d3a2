import { type RawBuilder, sql } from 'kysely';
import type { RoleGrant } from './people-directory.ts';

export type Scope = Pick<RoleGrant, 'entity' | 'department' | 'clientId'>;

export const coversEverything = ({ entity, department, clientId }: Scope): boolean =>
  entity === null && department === null && clientId === null;

/**
 * Rows that some grant covers, of a table by the name that it has in the query; who holds one unscoped role sees all. Every list is
 * narrowed by it in the query itself.
 */
export const coveredBy = (grants: readonly Scope[], table: string): RawBuilder<unknown> => {
  if (grants.some(coversEverything)) return sql`true`;
  if (grants.length === 0) return sql`false`;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const each = grants.map(({ entity, department, clientId }) =>
    sql.join(
      [
        ...(entity === null ? [] : [sql`${column('entity')} = ${entity}`]),
        ...(department === null ? [] : [sql`${column('department')} = ${department}`]),
        ...(clientId === null ? [] : [sql`${column('client_id')} = ${clientId}`]),
      ],
      sql` and `,
    ),
  );
  return sql`((${sql.join(each, sql`) or (`)}))`;
};
