import { type RawBuilder, sql } from 'kysely';
import type { RoleGrant } from './people-directory.ts';

export type Scope = Pick<RoleGrant, 'entity' | 'department' | 'clientId'>;

export const coversEverything = ({ entity, department, clientId }: Scope): boolean =>
  entity === null && department === null && clientId === null;

/** What a role must be for what cannot be cut to a scope. */
export const withoutLimits = 'without limits to an entity, a department or a client';

/** Entities of which a grant covers something, of the column that holds their codes: what is said of an entity as a whole. */
export const inEntitiesOf = (grants: readonly Scope[], column: string): RawBuilder<unknown> => {
  const entities = grants.map(({ entity }) => entity);
  if (entities.includes(null)) return sql`true`;
  return entities.length === 0 ? sql`false` : sql`${sql.ref(column)} in (${sql.join(entities)})`;
};

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
