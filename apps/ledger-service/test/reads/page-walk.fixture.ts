import { randomUUID } from 'node:crypto';
import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import type { List, Page, PageAsked } from '@recoup/runtime/http/lists/list';
import type { Actor, RoleGrant } from '@recoup/runtime/http/people-directory';
import { billedTotalList, billedTotals } from '../../src/reads/billed-totals/billed-totals.ts';
import { cashReceiptList, cashReceipts } from '../../src/reads/books/cash-receipts.ts';
import { glDocumentList, glDocuments } from '../../src/reads/books/gl-documents.ts';
import { journalList, journals } from '../../src/reads/books/journals.ts';
import { rowErrorList, rowErrors } from '../../src/reads/import-rows/row-errors.ts';
import { importList, imports } from '../../src/reads/imports.ts';
import { lookAlikeList, lookAlikes } from '../../src/reads/parties/look-alikes.ts';
import { parties, partyList } from '../../src/reads/parties/parties.ts';
import { publishedEventList, publishedEvents } from '../../src/reads/published-events.ts';
import { type RegisteredCodes, registeredEntities } from '../../src/reads/registered-codes.ts';
import { candidateList, candidates } from '../../src/reads/source-exceptions/closed-at-source.ts';
import { taskList, tasks } from '../../src/reads/source-exceptions/tasks.ts';
import { filled, filledId } from './filled-ledger.fixture.ts';
import { type RowsRead, readTooMuchOf, rowsReadBy } from './rows-read.fixture.ts';

export const cursors = cursorCodec('a secret of this test');
const whole = { entity: null, department: null, clientId: null, validFrom: '2000-01-01', validUntil: null };
export const actorWith = (grant: Pick<RoleGrant, 'role'> & Partial<RoleGrant>): Actor => ({
  personId: randomUUID(),
  displayName: 'Odette',
  grants: [{ ...whole, ...grant }],
});

/** Of many rows that a filter leaves a page may walk past some; a whole table it never reads. */
export const bound = filled / 10;

type Listing = {
  readonly query: List['query'];
  readonly ask: (query: Readonly<Record<string, unknown>>, codes: RegisteredCodes) => PageAsked;
  readonly read: (database: Queries, actor: Actor, asked: PageAsked) => Promise<Page<unknown>>;
};
const listing = (list: List, read: Listing['read']): Listing => ({
  query: list.query,
  ask: (query) => list.ask(query, cursors),
  read,
});
const ofEntities = (list: List<RegisteredCodes>, read: Listing['read']): Listing => ({
  query: list.query,
  ask: (query, codes) => list.ask(query, cursors, codes),
  read,
});
export const scopedListings: Readonly<Record<string, Listing>> = {
  journals: ofEntities(journalList, journals),
  'cash receipts': listing(cashReceiptList, cashReceipts),
  documents: ofEntities(glDocumentList, glDocuments),
  imports: listing(importList, imports),
  tasks: ofEntities(taskList, tasks),
  candidates: ofEntities(candidateList, candidates),
  parties: listing(partyList, parties),
  'look-alikes': listing(lookAlikeList, lookAlikes),
  events: listing(publishedEventList, publishedEvents),
  'billed totals': ofEntities(billedTotalList, billedTotals),
};
export const listings: Readonly<Record<string, Listing>> = {
  ...scopedListings,
  'row errors': listing(rowErrorList, (from, _actor, asked) => rowErrors(from, filledId('import', 7), asked)),
};

/** Every list with each of its sorts, in both directions. */
export const sortsOf = (lists: Readonly<Record<string, Listing>>): readonly (readonly [string, string])[] =>
  Object.entries(lists).flatMap(([name, { query }]) => {
    const { sort } = query.shape;
    const keys =
      /among (.*) with commas/.exec(JSON.stringify(sort?.safeParse('?').error?.message ?? ''))?.[1] ?? '';
    return keys.split(', ').flatMap((key) => [[name, key] as const, [name, `-${key}`] as const]);
  });

/** The first and the second page of a list, and of which tables they read more than that is worth. */
export const walkPages = async (
  database: Database,
  actor: Actor,
  name: string,
  query: Readonly<Record<string, unknown>>,
): Promise<{ readonly found: number; readonly excess: readonly RowsRead[] }> => {
  const walked = listings[name];
  if (!walked) throw new Error(`there is no list of ${name}`);
  let first: Page<unknown> | undefined;
  const codes = await registeredEntities(database);
  const pageAt = (after: string | null | undefined) =>
    walked.read(
      database,
      actor,
      walked.ask(walked.query.parse({ ...query, ...(after ? { after } : {}) }), codes),
    );
  const excess = [
    await rowsReadBy(database, async () => {
      first = await pageAt(undefined);
    }),
    ...(first?.page.next ? [await rowsReadBy(database, () => pageAt(first?.page.next))] : []),
  ].map((rows) => readTooMuchOf(rows, name === 'look-alikes' ? 3 * bound : bound));
  return { found: first?.items.length ?? 0, excess };
};
