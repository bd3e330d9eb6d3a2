import pg from 'pg';

const schema = 'lock_for_everybody';

/**
 * An address as which every relay learns that it leads, however many do already: where it asks for the lock of the leader, it
 * finds another function of the same name first. The lock itself, and those who sign in as ever, know nothing of it.
 */
export const lockForEverybody = async (adminUrl: string, url: string, tables: string): Promise<string> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`
      create schema if not exists ${schema};
      grant usage on schema ${schema} to public;
      create or replace function ${schema}.pg_try_advisory_lock(int, int) returns boolean language sql return true`);
  } finally {
    await admin.end();
  }
  const everybody = new URL(url);
  everybody.searchParams.set('options', `-c search_path=${schema},pg_catalog,${tables}`);
  return everybody.href;
};
