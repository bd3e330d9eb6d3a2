import { ownerRole } from '@recoup/runtime/database/tables/roles';
import { eventually } from '@recoup/testkit/eventually';
import pg from 'pg';
import type { Supervised } from '../../src/host/processes/supervise.ts';
import { type Installation, serviceSchemas } from '../installation/installation.fixture.ts';
import type { Witnessed } from '../installation/witness.fixture.ts';
import { isOfNextVersion } from './next-version.fixture.ts';

export type Version = 'this' | 'next';

/** From when on a service was of a version, in milliseconds of the clock; in between its old process was on its way out. */
type Switch = {
  readonly schema: string;
  readonly asked: number;
  readonly done: number;
  readonly to: Version;
};

export type RollingVersions = {
  /** Ends a service with SIGTERM and starts it again at its address as that version. */
  readonly switchTo: (service: Supervised, to: Version) => Promise<void>;
  /** How often a service of one version took in what one of the other had published, as `packet of next from this`. */
  readonly readings: (records: readonly Witnessed[]) => Promise<ReadonlyMap<string, number>>;
};

const preload = new URL('./next-version.preload.ts', import.meta.url).href;
const groupOf = (schema: string): string => (schema === 'notifier' ? schema : `${schema}-service`);

type Reading = { readonly schema: string; readonly id: string; readonly at: number };

/** What each service has taken in and when, by the clock of the database, which is that of this machine. */
const everyReading = serviceSchemas
  .map(
    (schema) => `
      select '${schema}' as schema, event_id as id, (extract(epoch from handled_at) * 1000)::float8 as at
        from ${schema}.inbox where consumer = '${groupOf(schema)}'`,
  )
  .join(' union all ');

/** The first step of a migration in two: every table gets a column that the running version knows nothing of. */
const expandTables = async (installation: Installation, schema: string): Promise<void> => {
  const tables = await installation.database<{ name: string }>(`
    select table_name as name from information_schema.tables
     where table_schema = '${schema}' and table_type = 'BASE TABLE' order by 1`);
  const owner = new pg.Client({ connectionString: installation.adminUrl() });
  await owner.connect();
  try {
    await owner.query(`set role ${ownerRole(schema)}`);
    // Each table for itself: all in one transaction would lock them in an order of their own.
    for (const { name } of tables)
      await owner.query(
        `alter table ${schema}.${name} add column if not exists known_from_next_version_on text`,
      );
  } finally {
    await owner.end();
  }
};

/** Services of two versions side by side on one installation. */
export const rollingVersions = (installation: Installation): RollingVersions => {
  const switches: Switch[] = [];

  const versionOf = (schema: string, at: number): Version | undefined => {
    const own = switches.filter((one) => one.schema === schema);
    if (own.some(({ asked, done }) => asked <= at && at <= done)) return undefined;
    return own.findLast(({ done }) => done < at)?.to ?? 'this';
  };

  return {
    switchTo: async (service, to) => {
      const { schema } = service;
      if (to === 'next' && serviceSchemas.some((one) => one === schema))
        await expandTables(installation, schema);
      const asked = Date.now();
      const ready = service.restart(to === 'next' ? { NODE_OPTIONS: `--import ${preload}` } : {});
      // The new process is there only when the old one has ended.
      await Promise.race([
        ready,
        eventually(() => {
          if (service.pid() === undefined) throw new Error(`${schema} has not started again`);
        }),
      ]);
      switches.push({ schema, asked, done: Date.now(), to });
      await ready;
    },
    readings: async (records) => {
      const copies = Map.groupBy(records, ({ id }) => id);
      const counts = new Map<string, number>();
      for (const { schema, id, at } of await installation.database<Reading>(everyReading)) {
        const forms = new Set((copies.get(id) ?? []).map(isOfNextVersion));
        const reader = versionOf(schema, at);
        if (forms.size !== 1 || reader === undefined) continue;
        const reading = `${schema} of ${reader} from ${forms.has(true) ? 'next' : 'this'}`;
        counts.set(reading, (counts.get(reading) ?? 0) + 1);
      }
      return counts;
    },
  };
};
