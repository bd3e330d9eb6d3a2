import type pg from 'pg';

const embedded = 'recoup embedded ';

/** What an embedded host writes as a comment on its database and roles, on a server that it did not start itself. */
export const markOf = (dataFolderId: string): string => `${embedded}${dataFolderId}`;

const ownerOf = (mark: string | null): string =>
  mark?.startsWith(embedded) ? `an embedded host ("${mark}")` : 'another installation';

const refusal = (what: string, mark: string | null, asked: string): Error =>
  new Error(
    `${what} belongs to ${ownerOf(mark)}, so the database ${asked} cannot be used here. Nothing was changed. Name a PostgreSQL server without Recoup in ADMIN_DATABASE_URL; the embedded host starts one of its own when it is left out.`,
  );

/** Without a mark of our own only an embedded host's is foreign; any other comment is the administrator's affair. */
const isForeign = (found: string | null, ours: string | undefined): boolean =>
  ours === undefined ? (found ?? '').startsWith(embedded) : found !== ours;

type Found = { readonly name: string; readonly mark: string | null };

/** Roles belong to the whole server. Throws when one of these is another installation's, whose password would be changed. */
export const refuseForeignRoles = async (
  server: pg.Client,
  roles: readonly string[],
  { mark, database }: { readonly mark: string | undefined; readonly database: string },
): Promise<void> => {
  const found = await server.query<Found>(
    `select rolname as name, shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = any($1) order by 1`,
    [roles],
  );
  const foreign = found.rows.find((role) => isForeign(role.mark, mark));
  if (foreign) throw refusal(`The role ${foreign.name} on ${server.host}`, foreign.mark, database);
};

/** Throws when the database is another installation's; answers whether it is there. An empty one without a mark is nobody's. */
export const refuseForeignDatabase = async (
  server: pg.Client,
  database: string,
  mark: string | undefined,
  isEmpty: () => Promise<boolean>,
): Promise<boolean> => {
  const found = await server.query<Found>(
    `select datname as name, shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
    [database],
  );
  const [known] = found.rows;
  if (!known) return false;
  const taken = known.mark === null && mark !== undefined ? !(await isEmpty()) : isForeign(known.mark, mark);
  if (taken) throw refusal(`The database ${database} on ${server.host}`, known.mark, database);
  return true;
};
