import { type RawBuilder, sql } from 'kysely';
import type { Queries } from '../database/queries.ts';

/** Something that must hold at every instant, as a query for what breaks it. The same query serves tests and production. */
export type Invariant = {
  readonly id: string;
  readonly sentence: string;
  /** Selects one row, with a column `what`, for each violation. */
  readonly violations: RawBuilder<unknown>;
};

/** A number that another service's number must equal once nothing is under way. */
export type ControlTotal = { readonly name: string; readonly count: RawBuilder<unknown> };

export type Checked = {
  readonly id: string;
  readonly sentence: string;
  /** Null when it could not be asked. */
  readonly violations: number | null;
  readonly examples: readonly string[];
  /** Why it could not be asked. */
  readonly error?: unknown;
};

const shown = 5;

/** What every service promises about the events it has published and those it waits for. */
export const messagingInvariants: readonly Invariant[] = [
  {
    id: 'I18',
    sentence: 'the events of an aggregate are numbered 1, 2, 3 without a hole',
    violations: sql`
      select aggregate_id::text as what from outbox group by topic, aggregate_id having count(*) <> max(sequence)`,
  },
  {
    id: 'I16-outbox',
    sentence: 'no committed event waits for the relay longer than a minute',
    violations: sql`
      select event_id::text as what from outbox
       where published_at is null and occurred_at < now() - interval '1 minute'`,
  },
  {
    id: 'I16-parked',
    sentence: 'no event waits for its predecessor longer than a minute',
    violations: sql`
      select event_id::text as what from inbox_parked where parked_at < now() - interval '1 minute'`,
  },
  {
    id: 'I19',
    sentence: 'no message waits for an operator',
    violations: sql`select dead_letter_id::text as what from dead_letter where state = 'dead'`,
  },
];

/** Asks each invariant by itself: one that cannot be asked keeps nobody from hearing of the others. */
export const checkInvariants = async (
  database: Queries,
  invariants: readonly Invariant[],
): Promise<readonly Checked[]> => {
  const checked: Checked[] = [];
  for (const invariant of invariants) checked.push(await check(database, invariant));
  return checked;
};

const check = async (database: Queries, { id, sentence, violations }: Invariant): Promise<Checked> => {
  try {
    const [found] = await database.query<{ number: string; examples: string[] | null }>(sql`
      with violation as (${violations})
      select count(*) as number, (array_agg(what))[1:${sql.lit(shown)}] as examples from violation`);
    return { id, sentence, violations: Number(found?.number ?? 0), examples: found?.examples ?? [] };
  } catch (error) {
    return { id, sentence, violations: null, examples: [], error };
  }
};

export const readControlTotals = async (
  database: Queries,
  controlTotals: readonly ControlTotal[],
): Promise<Readonly<Record<string, number>>> => {
  const read: Record<string, number> = {};
  for (const { name, count } of controlTotals) {
    const [found] = await database.query<{ number: string }>(
      sql`select count(*) as number from (${count}) as counted`,
    );
    read[name] = Number(found?.number ?? 0);
  }
  return read;
};
