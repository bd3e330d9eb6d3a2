import pg from 'pg';
import type { SchemaAccess } from './bus/access.ts';
import { grantBusAccess, provisionBus } from './bus/postgres/provision-bus.ts';
import { busOwner, busRole } from './bus/postgres/schema.ts';
import type { TopicRetention } from './bus/retention.ts';
import { lockUses } from './database/advisory-lock.ts';
import { EarlierRelease } from './database/earlier-release.ts';
import { sessionSettings } from './database/session.ts';
import { auditorRole, ownerRole, runtimeRole } from './database/tables/roles.ts';
import { refuseForeignDatabase, refuseForeignRoles } from './installation-mark.ts';

/** Passwords of a schema's roles; without one of theirs, auditors do not sign in. */
export type RolePasswords = {
  readonly owner: string;
  readonly runtime: string;
  readonly auditor?: string | undefined;
};

/** What services may do on the bus, and what it keeps. */
export type BusPlan = {
  readonly access: readonly SchemaAccess[];
  readonly retention: readonly TopicRetention[];
};

export type ProvisionOptions = {
  readonly bus: BusPlan;
  /** What the database and the roles must bear, and get when they are made; see `markOf`. */
  readonly mark?: string | undefined;
};

/**
 * Prepares a database for the services: for each a schema, an owner role (migrations), a runtime role (DML only, its
 * search path fixed to its schema) with its rights on the bus, a role for auditors, and the bus. Safe to repeat. Needs a
 * superuser or a role that may create databases and roles. Refuses, before it changes anything, a database or roles of
 * another installation.
 */
export const provision = async (
  adminUrl: string,
  database: string,
  services: Readonly<Record<string, RolePasswords>>,
  { bus, mark }: ProvisionOptions,
): Promise<void> => {
  await withClient(adminUrl, async (server) => {
    // Roles belong to the whole server, and a lock to one database: runs side by side for two databases meet in this one.
    await server.query('select pg_advisory_lock($1, 0)', [lockUses.provisioning]);
    const isEmpty = () => withClient(urlOfDatabase(adminUrl, database), holdsNothing);
    const isThere = await refuseForeignDatabase(server, database, mark, isEmpty);
    const roles = Object.keys(services).flatMap((schema) =>
      [ownerRole, runtimeRole, auditorRole].map((nameOf) => nameOf(schema)),
    );
    if (isThere) await withClient(urlOfDatabase(adminUrl, database), refuseEarlierBus);
    await refuseForeignRoles(server, [busOwner, busRole, ...roles], { mark, database });
    const name = pg.escapeIdentifier(database);
    if (!isThere) await server.query(`create database ${name}`);
    if (mark) await server.query(`comment on database ${name} is ${pg.escapeLiteral(mark)}`);
    await withClient(urlOfDatabase(adminUrl, database), async (admin) => {
      await admin.query('revoke all on schema public from public');
      // No service makes temporary tables, and one could stand in for a table of the same name.
      await admin.query(`revoke temporary on database ${name} from public`);
      await admin.query(noLargeObjects);
      for (const role of [busOwner, busRole]) await ensureRole(admin, role, undefined, mark);
      for (const [schema, passwords] of Object.entries(services))
        await inTransaction(admin, () => provisionSchema(admin, schema, passwords, mark));
      await inTransaction(admin, () => provisionBusFor(admin, Object.keys(services), bus));
    });
  });
};

/** The same server, another database and, when given, another role. */
export const urlOfDatabase = (
  url: string,
  database: string,
  login?: { readonly user: string; readonly password: string },
): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (login) {
    changed.username = login.user;
    changed.password = login.password;
  }
  return changed.href;
};

/** No service keeps large objects, which lie outside its schema and its rules. Only a superuser takes them from everybody. */
const noLargeObjects = `
  do $$ declare made regprocedure;
  begin
    for made in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^lo(_|read$|write$)'
                   and has_function_privilege('public', oid, 'EXECUTE') loop
      execute format('revoke execute on function %s from public', made);
    end loop;
  end $$`;

const provisionSchema = async (
  admin: pg.Client,
  schema: string,
  { owner, runtime, auditor }: RolePasswords,
  mark: string | undefined,
): Promise<void> => {
  const [ownerName, runtimeName] = [ownerRole(schema), runtimeRole(schema)];
  const auditorName = auditorRole(schema);
  await ensureRole(admin, ownerName, owner, mark);
  await ensureRole(admin, runtimeName, runtime, mark);
  await ensureRole(admin, auditorName, auditor, mark);
  await admin.query(`grant ${busRole} to ${runtimeName}`);
  const giveBack = await actFor(admin, ownerName);
  await admin.query(`create schema if not exists ${schema}`);
  await admin.query(`alter schema ${schema} owner to ${ownerName}`);
  await admin.query(`grant usage on schema ${schema} to ${runtimeName}, ${auditorName}`);
  for (const role of [ownerName, runtimeName, auditorName]) {
    await admin.query(
      `alter role ${role} in database ${await currentDatabase(admin)} set search_path = ${schema}`,
    );
  }
  const defaults = `alter default privileges for role ${ownerName} in schema ${schema}`;
  await admin.query(`${defaults} grant select, insert, update, delete on tables to ${runtimeName}`);
  await admin.query(`${defaults} grant usage, select on sequences to ${runtimeName}`);
  await giveBack();
};

/** A bus whose tables have another owner was made by a release whose tables do not lead here. */
const refuseEarlierBus = async (admin: pg.Client): Promise<void> => {
  const earlier = await admin.query(
    `select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = 'bus' and relname = 'event' and pg_get_userbyid(relowner) <> $1`,
    [busOwner],
  );
  if (earlier.rowCount === 1)
    throw new EarlierRelease(
      'The bus in this database was built by an earlier release. This release cannot take it over: give it an empty database, ' +
        'or go back to the earlier release.',
    );
};

/** The bus as its owner, who is no superuser, and the rights of the services on it. */
const provisionBusFor = async (
  admin: pg.Client,
  schemas: readonly string[],
  { access, retention }: BusPlan,
): Promise<void> => {
  const giveBack = await actFor(admin, busOwner);
  await admin.query('create schema if not exists bus');
  await admin.query(`alter schema bus owner to ${busOwner}`);
  await admin.query(`set local role ${busOwner}`);
  await provisionBus(admin, retention);
  for (const { schema, ...rights } of access)
    if (schema !== undefined && schemas.includes(schema))
      await grantBusAccess(admin, runtimeRole(schema), rights);
  await admin.query('reset role');
  await giveBack();
};

/**
 * Whoever may create roles may not yet act for those they made, which giving them a schema takes. They grant it to themselves;
 * answers how they give it back.
 */
const actFor = async (admin: pg.Client, role: string): Promise<() => Promise<void>> => {
  const asked = await admin.query<{ may: boolean }>(`select pg_has_role($1, 'USAGE') as may`, [role]);
  if (asked.rows[0]?.may) return async () => undefined;
  await admin.query(`grant ${role} to current_user`);
  return async () => void (await admin.query(`revoke ${role} from current_user`));
};

/** In one statement, so that a role which is made never lacks its mark. */
const ensureRole = async (
  admin: pg.Client,
  role: string,
  password: string | undefined,
  mark: string | undefined,
): Promise<void> => {
  const known = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  const marked = mark ? `; comment on role ${role} is ${pg.escapeLiteral(mark)}` : '';
  if (known.rowCount === 0) await admin.query(`create role ${role} nologin${marked}`);
  if (password) await admin.query(`alter role ${role} login password ${pg.escapeLiteral(password)}`);
};

const holdsNothing = async (admin: pg.Client): Promise<boolean> => {
  const schemas = await admin.query(
    `select 1 from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
     union all select 1 from pg_class where relnamespace = 'public'::regnamespace`,
  );
  return schemas.rowCount === 0;
};

const inTransaction = async (admin: pg.Client, work: () => Promise<void>): Promise<void> => {
  await admin.query('begin');
  await work();
  await admin.query('commit');
};

const currentDatabase = async (admin: pg.Client): Promise<string> => {
  const answer = await admin.query<{ name: string }>('select current_database() as name');
  return pg.escapeIdentifier(answer.rows[0]?.name ?? '');
};

const withClient = async <Answer>(
  url: string,
  work: (client: pg.Client) => Promise<Answer>,
): Promise<Answer> => {
  const client = new pg.Client(sessionSettings(url, 'provisioning', 'recoup-provision'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
