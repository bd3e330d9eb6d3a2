import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { ClaimedImport, Compared } from '../../../../ports/imports/imports.ts';
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
    await database.query(sql`select analyse_import_rows()`);
    for (const check of [unknownEntities, outOfScope]) await markInvalid(database, tried, check(tried));
    await markRepeats(database, tried);
    await markAmbiguousParties(database, tried);
    for (const check of [reusedNumbers, changedIdentity, contradictedAgreements])
      await markInvalid(database, tried, check(tried));
    await decideEffects(database, tried);
    await keepExtent(database, tried);
    const invalid = await countRows(database, tried);
    return { invalid, refused: await refuseWholeFile(database, tried, days) };
  });

/** Whose receivables the file speaks of, so that only who covers them all sees the import. */
const keepExtent = async (database: Queries, tried: ClaimedImport): Promise<void> => {
  await database.query(sql`delete from import_extent where import_id = ${tried.importId}`);
  await database.query(sql`
    insert into import_extent (import_id, entity, department, client_id)
    select spoken.import_id, spoken.entity, spoken.department,
           (select party_id from party_key join import on import.import_id = spoken.import_id
              join source on source.code = import.source
             where party_key.kind = 'CLIENT' and party_key.source = import.source
               and party_key.entity = case when source.party_per_entity then spoken.entity else '' end
               and party_key.number_key = spoken.client_key)
      from (select distinct import_id, entity, department, client_key from import_row where ${staged(tried)}) spoken`);
};
