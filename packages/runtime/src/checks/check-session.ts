import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Queries } from '../database/queries.ts';
import { sessionSettings } from '../database/session.ts';

export type CheckSession = Queries & { readonly close: () => Promise<void> };

/**
 * A session of its own for questions about whole tables: they wait for one another, never a request for them. It is opened when
 * it is needed and not kept.
 */
export const openCheckSession = (
  url: string,
  schema: string,
  onLost: (error: Error) => void,
): CheckSession => {
  const pool = new pg.Pool({ ...sessionSettings(url, 'checks', `recoup-checks-${schema}`), max: 1 });
  pool.on('error', onLost);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return {
    query: async <Row>(statement: Parameters<Queries['query']>[0]) =>
      (await statement.execute(kysely)).rows as readonly unknown[] as Row[],
    close: () => kysely.destroy(),
  };
};
