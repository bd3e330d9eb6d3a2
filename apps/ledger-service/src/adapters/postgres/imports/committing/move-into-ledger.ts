import {
  ReceivableClosedV1,
  ReceivableImportedV1,
  ReceivableUpdatedV1,
} from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { type RawBuilder, sql } from 'kysely';
import type { ImportRequest } from '../../../ports/imports.ts';
import { receivableStates } from '../../../rows/receivable-states.ts';
import { type PostingCause, postEvent } from '../books/post-event.ts';
import {
  ensureParties,
  knownAccount,
  knownAgreement,
  knownParty,
  type PartySource,
} from './import-parties.ts';
import { importRates } from './import-rates.ts';
import { importingEntities } from './importing-entities.ts';

const eventBatch = 2_000;

/**
 * Moves the checked rows into the ledger: a fixed number of statements however many rows there are, then the events in
 * batches. `logEventId` is the entry that tells of it; `onProgress` learns how many rows are through. Answers how many changed rows were
 * overtaken by something else since they were compared.
 */
export const moveIntoLedger = async (
  database: Database,
  outbox: Outbox,
  { importId, terms: { source, asOf } }: ImportRequest,
  { logEventId, at }: { readonly logEventId: string; readonly at: string },
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<{ readonly overtaken: number }> => {
  const overtaken = await leaveOvertaken(database, importId);
  const [known] = await database.query<PartySource>(sql`
    select code as source, party_per_entity as "perEntity" from source where code = ${source}`);
  if (!known) throw new Error(`source ${source} is not registered`);
  await ensureParties(database, importId, known);
  const cause: Omit<PostingCause, 'transactionType'> = {
    ...{ sourceId: importId, sourceRound: 0, approvalHash: null, reversesEventId: null, logEventId, at },
    sourceKind: 'IMPORT',
  };
  const rates = await importRates(database, importId, asOf);
  const opened = await importingEntities(database, importId, 'new', asOf);
  if (opened.length > 0) {
    await insertItems(database, importId, known, asOf);
    const event = await postEvent(database, { ...cause, transactionType: 'OPENING' }, opened);
    await openSides(database, importId, event, rates);
  }
  const changed = await importingEntities(database, importId, 'changed', asOf);
  if (changed.length > 0) {
    await updateItems(database, importId, asOf);
    const event = await postEvent(database, { ...cause, transactionType: 'SOURCE_STATED' }, changed);
    await moveSides(database, importId, event, rates);
  }
  await publishChanges(database, outbox, importId, onProgress);
  return { overtaken };
};

/**
 * Asks again, with the receivables locked in order of id, what the comparison asked some time ago: what was written off since, or seen
 * in a newer file, is left as it stands. Answers how many those are.
 */
const leaveOvertaken = async (database: Database, importId: string): Promise<number> => {
  await database.query(sql`
    select from billing_item_detail
     where billing_item_detail_id in (select detail_id from import_row
                                       where import_id = ${importId} and effect = 'changed' and not invalid)
     order by billing_item_detail_id for update`);
  const [left] = await database.query<{ number: number }>(sql`
    with overtaken as (
      update import_row staged set effect = 'unchanged'
       where import_id = ${importId} and effect = 'changed' and not invalid
         and (select detail.write_off_status_cd = 'WRITTEN_OFF' or detail.as_of > import.as_of
                from billing_item_detail detail, import
               where detail.billing_item_detail_id = staged.detail_id and import.import_id = staged.import_id)
      returning 1)
    select count(*)::int as number from overtaken`);
  return left?.number ?? 0;
};

const insertItems = async (
  database: Database,
  importId: string,
  from: PartySource,
  asOf: string,
): Promise<void> => {
  const { actor } = currentCause();
  await database.query(sql`
    insert into billing_item
      (billing_item_id, source, entity, number_key, issue_year, invoice_number, department, client_id, account_id,
       agreement_id, agent_id, invoice_date, due_date, currency, open_item_ind, created_at, created_by, updated_at,
       updated_by)
    select new_item_id, ${from.source}, entity, number_key, issue_year, invoice_number, department, client_id, account_id,
           ${knownAgreement('staged')}, agent_id, invoice_date, due_date, currency, true, now(), ${actor}, now(), ${actor}
      from (select owner.*, ${knownAccount('owner')} as account_id
              from (select import_row.*, ${knownParty('CLIENT', from, 'import_row')} as client_id,
                           ${knownParty('DEBTOR', from, 'import_row')} as debtor_id,
                           ${knownParty('AGENT', from, 'import_row')} as agent_id
                      from import_row where import_id = ${importId} and effect = 'new' and not invalid) owner) staged`);
  await database.query(sql`
    insert into billing_item_detail
      (billing_item_detail_id, billing_item_id, dispute_open, dispute_reason, collection_class, as_of, import_id,
       created_at, created_by, updated_at, updated_by)
    select new_detail_id, new_item_id, dispute_open, dispute_reason, collection_class, ${asOf}::date, import_id,
           now(), ${actor}, now(), ${actor}
      from import_row where import_id = ${importId} and effect = 'new' and not invalid`);
};

/** What a row says of each side. */
const statedSides = sql`
  (values ('REV', staged.rev_minor), ('PAY', staged.pay_minor), ('TAX', staged.tax_minor), ('FEE', staged.fee_minor))
    as stated (side, minor)`;

/** Whether an amount in the currency of a row is one in the functional currency of its entity too. */
const inFunctionalCurrency = sql`
  (select functional_currency from legal_entity where code = staged.entity) = staged.currency`;

const openSides = async (
  database: Database,
  importId: string,
  postingEventId: string,
  rates: RawBuilder<unknown>,
): Promise<void> => {
  await database.query(sql`
    insert into receivable_side
      (billing_item_detail_id, side, component, opened_by_event_id, opening_minor, open_minor, opening_functional_minor,
       open_functional_minor, stated_minor)
    select new_detail_id, side, '', ${postingEventId}, minor, minor, functional_minor, functional_minor, minor
      from (select staged.new_detail_id, stated.side, stated.minor,
                   case when ${inFunctionalCurrency} then stated.minor
                        else at_ratio(stated.minor, rate.numerator, rate.denominator) end as functional_minor
              from import_row staged cross join lateral ${statedSides}
              left join ${rates} on rate.entity = staged.entity and rate.currency = staged.currency
             where import_id = ${importId} and effect = 'new' and not invalid and stated.minor > 0) opened`);
};

/** Found by primary keys alone, since the planner guesses what the staging table holds. */
const updateItems = async (database: Database, importId: string, asOf: string): Promise<void> => {
  const { actor } = currentCause();
  await database.query(sql`
    update billing_item_detail detail
       set version = detail.version + 1, dispute_open = staged.dispute_open, dispute_reason = staged.dispute_reason,
           collection_class = staged.collection_class, as_of = ${asOf}::date, import_id = staged.import_id,
           updated_at = now(), updated_by = ${actor}
      from import_row staged
     where staged.import_id = ${importId} and staged.effect = 'changed' and not staged.invalid
       and detail.billing_item_detail_id = staged.detail_id`);
  await database.query(sql`
    update billing_item item
       set due_date = staged.due_date, invoice_date = staged.invoice_date, updated_at = now(), updated_by = ${actor}
      from import_row staged
      join billing_item_detail detail on detail.billing_item_detail_id = staged.detail_id
     where staged.import_id = ${importId} and staged.effect = 'changed' and not staged.invalid
       and item.billing_item_id = detail.billing_item_id`);
};

/**
 * A source moves a balance by what it says now less what it said last, never to what it says. What goes takes its part of what the side is
 * carried at; what comes is worth what the rate of the day says.
 */
const moveSides = async (
  database: Database,
  importId: string,
  postingEventId: string,
  rates: RawBuilder<unknown>,
): Promise<void> => {
  await database.query(sql`
    insert into receivable_movement
      (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
    select ${postingEventId}, detail_id, side, '', 'SOURCE_STATED', moved,
           case when functional then moved
                when moved < 0 then at_ratio(moved, open_functional_minor, open_minor)
                else at_ratio(moved, numerator, denominator) end
      from (select staged.detail_id, stated.side, ${inFunctionalCurrency} as functional,
                   stated.minor - coalesce(known.stated_minor, 0) as moved, known.open_minor, known.open_functional_minor,
                   rate.numerator, rate.denominator
              from import_row staged cross join lateral ${statedSides}
              left join lateral (select stated_minor, open_minor, open_functional_minor from receivable_side side
                                  where side.billing_item_detail_id = staged.detail_id
                                    and side.side = stated.side and side.component = '') known on true
              left join ${rates} on rate.entity = staged.entity and rate.currency = staged.currency
             where import_id = ${importId} and effect = 'changed' and not invalid) difference
     where moved <> 0`);
  await database.query(sql`
    update receivable_side known set stated_minor = stated.minor
      from import_row staged cross join lateral ${statedSides}
     where staged.import_id = ${importId} and staged.effect = 'changed' and not staged.invalid
       and known.billing_item_detail_id = staged.detail_id and known.side = stated.side and known.component = ''
       and known.stated_minor <> stated.minor`);
};

const publishChanges = async (
  database: Database,
  outbox: Outbox,
  importId: string,
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<void> => {
  let after = 0;
  let done = 0;
  for (;;) {
    const batch = await database.query<{ row_no: number; detail_id: string; effect: 'new' | 'changed' }>(sql`
      select row_no, detail_id, effect from import_row
       where import_id = ${importId} and row_no > ${after} and effect in ('new', 'changed') and not invalid
       order by row_no limit ${eventBatch}`);
    const last = batch.at(-1);
    if (!last) return;
    const isNew = new Set(batch.filter((row) => row.effect === 'new').map((row) => row.detail_id));
    const states = await receivableStates(
      database,
      batch.map((row) => row.detail_id),
    );
    await outbox.append(
      states.map((state) =>
        newEvent(
          isNew.has(state.receivableId)
            ? ReceivableImportedV1
            : state.openItem
              ? ReceivableUpdatedV1
              : ReceivableClosedV1,
          state.receivableId,
          state,
          state.version,
        ),
      ),
    );
    after = last.row_no;
    done += batch.length;
    await onProgress(done);
  }
};
