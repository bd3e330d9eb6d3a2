import { eventually } from '@recoup/testkit/eventually';
import { type Installation, serviceSchemas } from './installation.fixture.ts';

/** Accounts to look at again soon, empty after a moment: work to be done, and nothing that is known. */
const left = new Set(['account_due']);

/** One line for each table of each service: how many rows it has and a digest over all of them, in any order. */
export const tableDigests = async (installation: Installation): Promise<Readonly<Record<string, string>>> => {
  const schemas = serviceSchemas.map((schema) => `'${schema}'`).join(', ');
  const tables = await installation.database<{ schema: string; name: string }>(`
    select table_schema as schema, table_name as name from information_schema.tables
     where table_schema in (${schemas}) and table_type = 'BASE TABLE' order by 1, 2`);
  const digests: Record<string, string> = {};
  for (const { schema, name } of tables.filter((table) => !left.has(table.name))) {
    const [found] = await installation.database<{ digest: string }>(`
      select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest
        from ${schema}.${name} t`);
    digests[`${schema}.${name}`] = found?.digest ?? '';
  }
  return digests;
};

/** Waits until nothing is under way: every event is published, every entry sealed, every document posted, every letter ended. */
export const untilQuiet = (installation: Installation): Promise<void> =>
  eventually(async () => {
    const unpublished = serviceSchemas.map(
      (schema) => `(select count(*) from ${schema}.outbox where published_at is null)`,
    );
    const [open] = await installation.database<{ count: string }>(`
      select ${unpublished.join(' + ')} + (select count(*) from ledger.log_unsealed)
             + (select count(*) from ledger.gl_document where state <> 'POSTED')
             + (select count(*) from notifier.delivery where state in ('queued', 'sending')) as count`);
    if (open?.count !== '0') throw new Error(`${open?.count} things are under way`);
  }, 60_000);
