import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { staged } from './this-try.ts';

export type StagedPart = {
  /** The condition that its rows of `import_row` meet, and no others. */
  readonly rows: RawBuilder<unknown>;
  readonly count: number;
};

/** The staged rows that meet a condition, so many at a time in the order of the file. */
export async function* stagedParts(
  database: Queries,
  tried: ImportTry,
  condition: RawBuilder<unknown>,
  size: number,
): AsyncGenerator<StagedPart> {
  for (let after = 0; ; ) {
    const rest = sql`${staged(tried)} and import_row.row_no > ${after} and ${condition}`;
    const [part] = await database.query<{ last: number | null; count: number }>(sql`
      select max(row_no) as last, count(*)::int as count
        from (select row_no from import_row where ${rest} order by row_no limit ${size}) part`);
    if (!part?.last) return;
    yield { rows: sql`${rest} and import_row.row_no <= ${part.last}`, count: part.count };
    after = part.last;
  }
}
