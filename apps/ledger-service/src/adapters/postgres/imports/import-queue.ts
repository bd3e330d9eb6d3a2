import { toCalendarDate } from '@recoup/domain/calendar-date';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { type PresetName, presetOf } from '../../../domain/import/presets.ts';
import type { ClaimedImport, ImportQueue, Scope } from '../../../ports/imports.ts';
import type { Delimiter, FileFormat } from '../../../ports/open-item-files.ts';
import { importOf } from './staging/this-try.ts';

/** A worker that held nothing for so long is taken for dead. */
export const claimSeconds = 10;

const attemptsMax = 3;
const pauseSeconds = 1;

const underWay = sql`state in ('PENDING', 'CHECKING', 'COMMITTING')`;
const heldByNobody = sql`coalesce(claimed_until, '-infinity') < now()`;

/** Who asked for which import, and whose turn it is. */
export const importQueue = (database: Database): ImportQueue => ({
  register: async (request) => {
    const { terms, file, reading } = request;
    const [made] = await database.query(sql`
      insert into import
        (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, preset, preset_version, as_of, entity, currency,
         revenue_share, accept_valid, accept_warnings, dry_run, full_snapshot, history, scope, file_sha256, file_size,
         file_format, encoding, delimiter, sheet)
      values (${request.importId}, ${request.requestedBy}, ${request.requestKey}, ${request.requestDigest},
              ${request.threadId}, ${terms.source}, ${request.preset}, ${presetOf(request.preset).version}, ${terms.asOf}, ${terms.entity},
              ${terms.currency}, ${terms.revenueShare}, ${request.acceptValid}, ${request.acceptWarnings},
              ${request.dryRun}, ${request.fullSnapshot}, ${request.history}, ${JSON.stringify(request.scope)}::jsonb,
              ${file.sha256}, ${file.size}, ${file.format}, ${reading.encoding}, ${reading.delimiter}, ${reading.sheet})
      on conflict on constraint import_once_per_key do nothing returning import_id`);
    if (made) return { importId: request.importId, requestDigest: request.requestDigest };
    const [known] = await database.query<{ import_id: string; fingerprint: string }>(sql`
      select import_id, fingerprint from import
       where requested_by = ${request.requestedBy} and idempotency_key = ${request.requestKey}`);
    if (!known) throw new Error('an import that was there a moment ago is gone');
    return { importId: known.import_id, requestDigest: known.fingerprint };
  },

  claim: () =>
    database.transaction(async () => {
      await database.query(transactionLock('claimingImports'));
      await database.query(sql`
        update import set state = 'FAILED', ended_at = now(), claimed_until = null,
               failure = coalesce(failure, 'its worker ended without a word')
         where import_id in (select import_id from import
                              where ${underWay} and attempt >= ${attemptsMax} and ${heldByNobody}
                              for update skip locked)`);
      const [row] = await database.query<ClaimedRow>(sql`
        update import set attempt = attempt + 1, claimed_until = now() + make_interval(secs => ${claimSeconds})
         where import_id = (
           select import_id from import waiting
            where ${underWay} and ${heldByNobody}
              and not exists (select from import other
                               where other.source = waiting.source and other.import_id <> waiting.import_id
                                 and other.state in ('PENDING', 'CHECKING', 'COMMITTING') and other.attempt > 0
                                 and other.claimed_until > now())
            order by created_at limit 1 for update skip locked)
        returning *`);
      return row && toRequest(row);
    }),

  hold: async (tried) => {
    // While its own transaction writes the row nobody else can claim it, and to wait for it would only end at the lock's time limit.
    await database.query(sql`
      update import set claimed_until = now() + make_interval(secs => ${claimSeconds})
       where import_id = (select import_id from import
                           where ${importOf(tried)} and claimed_until is not null for no key update skip locked)`);
  },

  giveBack: async (tried, failure) => {
    const last = tried.attempt >= attemptsMax;
    await database.query(
      last
        ? sql`update import set state = 'FAILED', ended_at = now(), claimed_until = null, failure = ${failure}
               where ${importOf(tried)}`
        : sql`update import set claimed_until = now() + make_interval(secs => ${pauseSeconds}), failure = ${failure}
               where ${importOf(tried)}`,
    );
  },
});

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
    | 'file_size',
    string
  >
> & {
  readonly attempt: number;
  readonly entity: string | null;
  readonly currency: string | null;
  readonly revenue_share: string | null;
  readonly accept_valid: boolean;
  readonly accept_warnings: boolean;
  readonly dry_run: boolean;
  readonly full_snapshot: boolean;
  readonly history: boolean;
  readonly scope: readonly Scope[];
  readonly file_format: FileFormat;
  readonly encoding: string | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
};

const toRequest = (row: ClaimedRow): ClaimedImport => {
  const asOf = toCalendarDate(row.as_of);
  if (!asOf) throw new Error(`import ${row.import_id} has no as-of date`);
  return {
    importId: row.import_id,
    attempt: row.attempt,
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
    acceptWarnings: row.accept_warnings,
    dryRun: row.dry_run,
    fullSnapshot: row.full_snapshot,
    history: row.history,
    scope: row.scope,
    file: {
      sha256: row.file_sha256,
      size: Number(row.file_size),
      format: row.file_format,
    },
    reading: { encoding: row.encoding, delimiter: row.delimiter, sheet: row.sheet },
  };
};
