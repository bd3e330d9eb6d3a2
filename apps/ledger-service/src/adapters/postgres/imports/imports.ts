import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { PresetName } from '../../../domain/import/presets.ts';
import type { ImportRequest, Imports } from '../../../ports/imports.ts';
import type { LedgerLog } from '../log/ledger-log.ts';
import { moveIntoLedger } from './import-commit.ts';
import { compareRows, keepErrors, stageRows } from './import-rows.ts';
import { publishHistory } from './publish-history.ts';

/** A worker that held nothing for so long is taken for dead. */
const claimSeconds = 10;

export const postgresImports = (
  database: Database,
  outbox: Outbox,
  log: LedgerLog,
  now: () => Date,
): Imports => ({
  register: async (request) => {
    const { terms, file } = request;
    const [made] = await database.query(sql`
      insert into import
        (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, preset, as_of, entity, currency,
         revenue_share, accept_valid, dry_run, full_snapshot, history, file_sha256, file_size, file_format)
      values (${request.importId}, ${request.requestedBy}, ${request.requestKey}, ${request.requestDigest},
              ${request.threadId}, ${terms.source}, ${request.preset}, ${terms.asOf}, ${terms.entity},
              ${terms.currency}, ${terms.revenueShare}, ${request.acceptValid}, ${request.dryRun},
              ${request.fullSnapshot}, ${request.history}, ${file.sha256}, ${file.size}, ${file.format})
      on conflict on constraint import_once_per_key do nothing returning import_id`);
    if (made) return { importId: request.importId, requestDigest: request.requestDigest };
    const [known] = await database.query<{ import_id: string; fingerprint: string }>(sql`
      select import_id, fingerprint from import
       where requested_by = ${request.requestedBy} and idempotency_key = ${request.requestKey}`);
    if (!known) throw new Error('an import that was there a moment ago is gone');
    return { importId: known.import_id, requestDigest: known.fingerprint };
  },

  claim: async () => {
    const [row] = await database.query<ClaimedRow>(sql`
      update import set claimed_until = now() + make_interval(secs => ${claimSeconds})
       where import_id = (
         select import_id from import
          where state in ('PENDING', 'CHECKING', 'COMMITTING') and coalesce(claimed_until, '-infinity') < now()
          order by created_at limit 1 for update skip locked)
      returning *`);
    return row && toRequest(row);
  },

  hold: async (importId) => {
    // While its own transaction writes the row nobody else can claim it, and to wait for it would only end at the lock's time limit.
    await database.query(sql`
      update import set claimed_until = now() + make_interval(secs => ${claimSeconds})
       where import_id = (select import_id from import
                           where import_id = ${importId} and claimed_until is not null for update skip locked)`);
  },

  begin: async (importId) => {
    await database.transaction(async () => {
      await database.query(sql`delete from import_row where import_id = ${importId}`);
      await database.query(sql`delete from import_error where import_id = ${importId}`);
      await database.query(sql`
        update import set state = 'CHECKING', started_at = now(), rows_invalid = 0,
               bytes_done = 0, rows_total = 0, rows_done = 0
         where import_id = ${importId}`);
    });
  },

  stage: (importId, rows) => stageRows(database, importId, rows),
  note: (importId, kind, notes) => keepErrors(database, importId, notes, kind === 'error'),

  progress: async (importId, { bytesDone, rowsTotal, rowsNotOpen, rowsInvalid, rowsRounded, ...history }) => {
    await database.query(sql`
      update import set bytes_done = ${bytesDone}, rows_total = ${rowsTotal}, rows_not_open = ${rowsNotOpen},
             rows_invalid = ${rowsInvalid}, rows_rounded = ${rowsRounded}, rows_settled = ${history.rowsSettled},
             rows_not_settled = ${history.rowsNotSettled},
             claimed_until = now() + make_interval(secs => ${claimSeconds})
       where import_id = ${importId}`);
  },

  compare: async (importId) => {
    await compareRows(database, importId);
    const [row] = await database.query<{ rows_invalid: number }>(sql`
      with counted as (
        select count(*) filter (where effect = 'new' and not invalid) as fresh,
               count(*) filter (where effect = 'changed' and not invalid) as changed,
               count(*) filter (where effect = 'unchanged' and not invalid) as unchanged
          from import_row where import_id = ${importId}),
      sums as (
        select client_number, currency, count(*) as items, sum(rev_minor + pay_minor + tax_minor + fee_minor) as minor
          from import_row where import_id = ${importId} and not invalid
         group by client_number, currency order by minor desc limit 200)
      update import
         set rows_new = counted.fresh, rows_changed = counted.changed, rows_unchanged = counted.unchanged,
             totals = (select coalesce(jsonb_agg(jsonb_build_object(
                         'clientNumber', client_number, 'currency', currency, 'items', items, 'minor', minor::text)), '[]')
                         from sums)
        from counted where import_id = ${importId}
      returning rows_invalid`);
    return { invalid: row?.rows_invalid ?? 0 };
  },

  commit: async (request) => {
    const { importId } = request;
    await database.query(sql`update import set state = 'COMMITTING' where import_id = ${importId}`);
    const onProgress = (rowsDone: number) =>
      database.outsideTransaction(async () => {
        await database.query(sql`
          update import set rows_done = ${rowsDone}, claimed_until = now() + make_interval(secs => ${claimSeconds})
           where import_id = ${importId}`);
      });
    const logEventId = newId();
    await database.longTransaction(async () => {
      const at = now().toISOString();
      const { overtaken } = await moveIntoLedger(database, outbox, request, { logEventId, at }, onProgress);
      await noteClosedAtSource(database, request);
      const [ended] = await database.query<Record<string, number>>(sql`
        update import set state = 'COMMITTED', ended_at = now(), claimed_until = null,
               rows_changed = rows_changed - ${overtaken}::int, rows_unchanged = rows_unchanged + ${overtaken}::int,
               rows_done = rows_new + rows_changed - ${overtaken}::int
         where import_id = ${importId}
        returning rows_total, rows_new, rows_changed, rows_unchanged, rows_not_open, rows_invalid, closed_at_source`);
      await log.append(
        'import.committed',
        {
          importId,
          source: request.terms.source,
          preset: request.preset,
          asOf: request.terms.asOf,
          fileSha256: request.file.sha256,
          ...ended,
        },
        { eventId: logEventId },
      );
      await database.query(sql`delete from import_row where import_id = ${importId}`);
    });
  },

  publishHistory: publishHistory(database, outbox, log),

  end: async (importId, state, failure) => {
    await database.query(sql`
      update import set state = ${state}, ended_at = now(), claimed_until = null, failure = ${failure ?? null}
       where import_id = ${importId} and ended_at is null`);
    await database.query(sql`delete from import_row where import_id = ${importId}`);
  },
});

/** What a full snapshot no longer names may have been closed at the source; a person decides that, not the import. */
const noteClosedAtSource = async (
  database: Database,
  { importId, terms, fullSnapshot }: ImportRequest,
): Promise<void> => {
  if (!fullSnapshot) return;
  await database.query(sql`
    with missing as (
      insert into closed_at_source_candidate (billing_item_detail_id, import_id)
      select detail.billing_item_detail_id, ${importId}
        from billing_item item join billing_item_detail detail using (billing_item_id)
       where item.source = ${terms.source} and item.open_item_ind and detail.as_of < ${terms.asOf}::date
         and (${terms.entity}::text is null or item.entity = ${terms.entity})
         and not exists (select from import_row staged where staged.import_id = ${importId}
                            and staged.entity = item.entity and staged.number_key = item.number_key)
      on conflict do nothing returning 1)
    update import set closed_at_source = (select count(*) from missing) where import_id = ${importId}`);
};

type ClaimedRow = Readonly<
  Record<
    | 'import_id'
    | 'requested_by'
    | 'idempotency_key'
    | 'fingerprint'
    | 'correlation_id'
    | 'source'
    | 'preset'
    | 'as_of'
    | 'file_sha256'
    | 'file_size'
    | 'file_format',
    string
  >
> & {
  readonly entity: string | null;
  readonly currency: string | null;
  readonly revenue_share: string | null;
  readonly accept_valid: boolean;
  readonly dry_run: boolean;
  readonly full_snapshot: boolean;
  readonly history: boolean;
};

const toRequest = (row: ClaimedRow): ImportRequest => {
  const asOf = toCalendarDate(row.as_of);
  if (!asOf) throw new Error(`import ${row.import_id} has no as-of date`);
  return {
    importId: row.import_id,
    requestedBy: row.requested_by,
    requestKey: row.idempotency_key,
    requestDigest: row.fingerprint,
    threadId: row.correlation_id,
    terms: {
      source: row.source,
      asOf,
      entity: row.entity,
      currency: row.currency,
      revenueShare: row.revenue_share,
    },
    preset: row.preset as PresetName,
    acceptValid: row.accept_valid,
    dryRun: row.dry_run,
    fullSnapshot: row.full_snapshot,
    history: row.history,
    file: {
      sha256: row.file_sha256,
      size: Number(row.file_size),
      format: row.file_format === 'json' ? 'json' : 'csv',
    },
  };
};
