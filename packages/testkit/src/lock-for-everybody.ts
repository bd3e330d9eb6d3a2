import pg from 'pg';

const schema = 'lock_for_everybody';
const password = 'lock-of-a-test';

/**
 * An address as which every relay of a schema learns that it leads, however many do already: where it asks for the lock of the leader, it
 * finds another function of the same name first. The lock itself, and those who sign in as ever, know nothing of it.
 */
export const lockForEverybody = async (adminUrl: string, tables: string): Promise<string> => {
  const user = `${schema}_${tables}`;
  const everybody = new URL(adminUrl);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`
      create schema if not exists ${schema};
      create or replace function ${schema}.pg_try_advisory_lock(int, int) returns boolean language sql return true;
      do $$ begin create role ${user} superuser login; exception when duplicate_object then null; end $$;
      alter role ${user} password '${password}';
      alter role ${user} in database ${pg.escapeIdentifier(everybody.pathname.slice(1))}
        set search_path = ${schema}, pg_catalog, ${tables}`);
  } finally {
    await admin.end();
  }
  everybody.username = user;
  everybody.password = password;
  return everybody.href;
};
