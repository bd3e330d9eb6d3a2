import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { ClaimedImport, Compared } from '../../../../ports/imports/imports.ts';
import { knownParty } from '../parties/known-party.ts';
import { type PartySource, partySource } from '../parties/party-source.ts';
import { allStaged } from '../staging/all-staged.ts';
import { markInvalid } from '../staging/note-rows.ts';
import { keepClaim, staged } from '../staging/this-try.ts';
import {
  changedIdentity,
  contradictedAgreements,
  outOfScope,
  reusedNumbers,
  unknownEntities,
} from './checks.ts';
import { countRows } from './count-rows.ts';
import { decideEffects } from './decide-effects.ts';
import { refuseWholeFile } from './refuse-whole-file.ts';
import { markAmbiguousParties, markRepeats } from './repeats.ts';

type Days = { readonly todayIn: (timeZone: string) => string };

/**
 * Finds what no single row shows: the same document twice in the file, and changes that a later file may not make. Then says for each
 * valid row what it does, counts, and weighs the file as a whole.
 *
 * What belongs to a row is looked up for that row, through a unique key: of tables that a first file fills, the planner knows nothing.
 */
export const compareRows = async (database: Database, tried: ClaimedImport, days: Days): Promise<Compared> =>
  database.longTransaction(async () => {
    await keepClaim(database, tried);
    await database.query(transactionLock('importingFromSource', tried.terms.source));
    await allStaged(database, tried);
    await database.query(sql`select analyse_import_rows()`);
    const from = await partySource(database, tried.terms.source);
    for (const check of [unknownEntities, outOfScope]) await markInvalid(database, tried, check(tried, from));
    await markRepeats(database, tried);
    await markAmbiguousParties(database, tried, from);
    for (const check of [reusedNumbers, changedIdentity, contradictedAgreements])
      await markInvalid(database, tried, check(tried, from));
    await decideEffects(database, tried, from);
    await keepExtent(database, tried, from);
    const invalid = await countRows(database, tried);
    return { invalid, refused: await refuseWholeFile(database, tried, days) };
  });

/** Whose receivables the file speaks of, so that only who covers them all sees the import. */
const keepExtent = async (database: Queries, tried: ClaimedImport, from: PartySource): Promise<void> => {
  await database.query(sql`delete from import_extent where import_id = ${tried.importId}`);
  await database.query(sql`
    insert into import_extent (import_id, entity, department, client_id)
    select import_id, entity, department, ${knownParty('CLIENT', from, 'spoken')}
      from (select distinct import_id, entity, department, client_key from import_row where ${staged(tried)}) spoken`);
};
