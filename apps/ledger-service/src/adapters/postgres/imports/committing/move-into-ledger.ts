import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { type PostingCause, postEvent } from '../../books/post-event.ts';
import { partySource } from '../parties/party-source.ts';
import { keepClaim } from '../staging/this-try.ts';
import { endCandidates, noteMissing } from './candidates.ts';
import { describeItems, describeRenamed } from './describe-items.ts';
import { ensureParties } from './ensure-parties.ts';
import { importRates } from './import-rates.ts';
import { importingEntities } from './importing-entities.ts';
import { insertItems, openSides } from './insert-items.ts';
import { leaveOvertaken } from './leave-overtaken.ts';
import { makeTasks } from './make-tasks.ts';
import { publishChanges, publishOthers } from './publish-changes.ts';
import { sightItems } from './sight.ts';
import { keepStated, matchEchoes, moveSides, restated } from './state-balances.ts';

/**
 * Moves the checked rows into the ledger: a fixed number of statements however many rows there are, then the events in batches.
 * `logEventId` is the entry that tells of it; `onProgress` learns how many rows are through. Answers how many open items are missing from
 * a full snapshot.
 */
export const moveIntoLedger = async (
  database: Database,
  outbox: Outbox,
  tried: ClaimedImport,
  { logEventId, at }: { readonly logEventId: string; readonly at: string },
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<number> => {
  const { importId, terms } = tried;
  await keepClaim(database, tried);
  await database.query(transactionLock('importingFromSource', terms.source));
  await database.query(sql`select analyse_import_rows()`);
  await leaveOvertaken(database, tried);
  const known = await partySource(database, terms.source);
  await ensureParties(database, tried, known);
  const cause: Omit<PostingCause, 'transactionType'> = {
    ...{ sourceId: importId, sourceRound: 0, approvalHash: null, reversesEventId: null, logEventId, at },
    sourceKind: 'IMPORT',
  };
  const rates = await importRates(database, tried, terms.asOf);
  const opened = await importingEntities(database, tried, sql`effect = 'new'`, terms.asOf);
  if (opened.length > 0) {
    await insertItems(database, tried, known);
    const event = await postEvent(database, { ...cause, transactionType: 'OPENING' }, opened);
    await openSides(database, tried, event, rates);
  }
  await describeItems(database, tried, known);
  const renamed = await describeRenamed(database, tried, known);
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
  await publishChanges(database, outbox, tried, onProgress);
  await publishOthers(outbox, renamed);
  return missing;
};
