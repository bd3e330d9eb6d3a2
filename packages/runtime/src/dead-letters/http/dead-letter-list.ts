import { sql } from 'kysely';
import type { Queries } from '../../database/queries.ts';
import { code, oneOf, range } from '../../http/lists/filters.ts';
import { listOf, type Page, type PageAsked } from '../../http/lists/list.ts';
import { by, type ListKey } from '../../http/lists/sort.ts';
import { type DeadLetter, deadLetterStates, letterColumns, lettersWithWaiting } from '../dead-letters.ts';

/** Unresolved ones alone unless a state is asked for. */
export const deadLetterList = listOf({
  name: 'dead-letters',
  id: 'dead_letter_id',
  filters: {
    state: oneOf(deadLetterStates, 'state'),
    consumer: code('consumer'),
    topic: code('topic'),
    key: code('key'),
    errorClass: code('error_class'),
    firstAt: range('instant', 'first_at'),
    lastAt: range('instant', 'last_at'),
  },
  sorts: { firstAt: by('first_at'), lastAt: by('last_at'), deadLetterId: by('dead_letter_id') },
  defaultSort: 'firstAt',
});

export type ListedDeadLetter = Omit<DeadLetter, 'value'> & { readonly bytes: number };

/** A page of the dead letters, without their bytes: hundreds of large messages at once are more than a service should hold. */
export const listDeadLetters = async (
  database: Queries,
  asked: PageAsked,
): Promise<Page<ListedDeadLetter>> => {
  const unresolved = asked.filteredBy('state') ? sql`true` : sql`state = 'dead'`;
  const rows = await database.query<ListedDeadLetter & { readonly listKey: ListKey }>(sql`
    select ${letterColumns}, coalesce(length(value), 0) as bytes, ${asked.key}
      from ${lettersWithWaiting} where ${unresolved} and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};
