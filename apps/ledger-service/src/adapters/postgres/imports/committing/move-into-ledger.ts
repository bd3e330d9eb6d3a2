import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { type PostingCause, postEvent } from '../../books/post-event.ts';
import type { ImportProgress } from '../import-progress.ts';
import { partySource } from '../parties/party-source.ts';
import { allStaged } from '../staging/all-staged.ts';
import { stagedParts } from '../staging/staged-parts.ts';
import { keepClaim, staged } from '../staging/this-try.ts';
import { endCandidates, noteMissing } from './candidates.ts';
import { describeItems } from './describe-items.ts';
import { importRates } from './import-rates.ts';
import { importingEntities } from './importing-entities.ts';
import { insertItems, newRows, openSides } from './insert-items.ts';
import { leaveOvertaken } from './leave-overtaken.ts';
import { lockItems } from './lock-items.ts';
import { makeTasks } from './make-tasks.ts';
import { describeOwners } from './owners/describe-owners.ts';
import { ensureParties } from './owners/ensure-parties.ts';
import { publishChanges, publishOthers } from './publish-changes.ts';
import { sightItems } from './sight.ts';
import { keepStated, matchEchoes, moveSides, restated } from './state-balances.ts';

/** Rows that may name other parties and agreements than the ledger has of their items. */
const describing = sql`not invalid and effect in ('changed', 'closed', 'written-off')`;

/** So many new rows become items at once with whose they are, so that the progress shows. */
const itemsAtOnce = 20_000;

/**
 * Moves the checked rows into the ledger: a fixed number of statements for many rows at once, then the events. `logEventId` is the entry
 * that tells of it. Answers how many open items are missing from a full snapshot.
 */
export const moveIntoLedger = async (
  database: Database,
  outbox: Outbox,
  tried: ClaimedImport,
  { logEventId, at }: { readonly logEventId: string; readonly at: string },
  progress: ImportProgress,
): Promise<number> => {
  const { importId, terms } = tried;
  await keepClaim(database, tried);
  await database.query(transactionLock('importingFromSource', terms.source));
  await allStaged(database, tried);
  await database.query(sql`select analyse_import_rows()`);
  const known = await partySource(database, terms.source);
  await lockItems(database, tried, known);
  await leaveOvertaken(database, tried);
  const cause: Omit<PostingCause, 'transactionType'> = {
    ...{ sourceId: importId, sourceRound: 0, approvalHash: null, reversesEventId: null, logEventId, at },
    sourceKind: 'IMPORT',
  };
  const rates = await importRates(database, tried, terms.asOf);
  const opened = await importingEntities(database, tried, sql`effect = 'new'`, terms.asOf);
  if (opened.length > 0) {
    const event = await postEvent(database, { ...cause, transactionType: 'OPENING' }, opened);
    let posted = 0;
    for await (const { rows, count } of stagedParts(database, tried, newRows, itemsAtOnce)) {
      await ensureParties(database, rows, known);
      await insertItems(database, rows, known);
      await openSides(database, rows, event, rates);
      posted += count;
      await progress.posted(posted);
    }
  }
  await ensureParties(database, sql`${staged(tried)} and ${describing}`, known);
  await describeItems(database, tried, known);
  await describeOwners(database, tried, known);
  const stating = await importingEntities(database, tried, restated, terms.asOf);
  if (stating.length > 0) {
    await matchEchoes(database, tried);
    await makeTasks(database, outbox, tried, at);
    const event = await postEvent(database, { ...cause, transactionType: 'SOURCE_STATED' }, stating);
    await moveSides(database, tried, event, rates);
    await keepStated(database, tried, event);
  }
  await sightItems(database, tried);
  await endCandidates(database, tried, at);
  const missing = await noteMissing(database, tried, at);
  await publishChanges(database, outbox, tried, progress);
  await publishOthers(database, outbox, tried);
  return missing;
};
