import { toCalendarDate } from '@recoup/domain/calendar-date';
import { storedMoney } from '@recoup/domain/money';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { SavedMapping } from '../../../domain/import/mapping/mapping.ts';
import {
  type ClaimedAsked,
  ClaimLost,
  type ImportQueue,
  type Scope,
} from '../../../ports/imports/imports.ts';
import type { Delimiter, FileFormat } from '../../../ports/imports/open-item-files.ts';
import { moneyJson, type StoredMoney } from './money-json.ts';
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
    const { terms, file, reading, declared } = request;
    const [made] = await database.query(sql`
      insert into import
        (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, asked_preset, preset,
         mapping_version, mapping_hash, as_of, entity, currency, revenue_share, accept_valid, accept_warnings, dry_run, full_snapshot, pulled, history, scope, file_sha256, file_size,
         file_format, encoding, delimiter, sheet, date_order, number_style, control_total)
      values (${request.importId}, ${request.requestedBy}, ${request.requestKey}, ${request.requestDigest},
              ${request.threadId}, ${terms.source}, ${request.preset}, ${request.preset},
              ${request.mapping?.version ?? null}, ${request.mapping?.contentHash ?? null},
              ${terms.asOf}, ${terms.entity},
              ${terms.currency}, ${terms.revenueShare}, ${request.acceptValid}, ${request.acceptWarnings},
              ${request.dryRun}, ${request.fullSnapshot}, ${request.pulled}, ${request.history}, ${JSON.stringify(request.scope)}::jsonb,
              ${file?.sha256 ?? null}, ${file?.size ?? null}, ${file?.format ?? 'csv'}, ${reading.encoding}, ${reading.delimiter}, ${reading.sheet},
              ${declared.dates}, ${declared.numbers}, ${request.controlTotal && moneyJson(request.controlTotal)}::jsonb)
      on conflict on constraint import_once_per_key do nothing returning import_id`);
    if (made) return { importId: request.importId, requestDigest: request.requestDigest };
    const known = await registered(database, request.requestedBy, request.requestKey);
    if (!known) throw new Error('an import that was there a moment ago is gone');
    return known;
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
      return row && toRequest(row, await mappingOf(database, row));
    }),

  fetched: async (tried, { sha256, size }) => {
    const kept = await database.query(sql`
      update import set file_sha256 = ${sha256}, file_size = ${size} where ${importOf(tried)} returning 1`);
    if (kept.length === 0) throw new ClaimLost(tried);
  },

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

const registered = async (database: Database, requestedBy: string, requestKey: string) => {
  const [known] = await database.query<{ importId: string; requestDigest: string }>(sql`
    select import_id as "importId", fingerprint as "requestDigest" from import
     where requested_by = ${requestedBy} and idempotency_key = ${requestKey}`);
  return known;
};

const mappingOf = async (
  database: Database,
  { source, asked_preset: preset, mapping_version }: ClaimedRow,
): Promise<SavedMapping | null> => {
  if (mapping_version === null) return null;
  const [found] = await database.query<SavedMapping>(sql`
    select version, content_hash as "contentHash", content from import_mapping
     where source = ${source} and name = ${preset} and version = ${mapping_version}`);
  if (!found) throw new Error(`version ${mapping_version} of the mapping ${preset} is gone`);
  return found;
};

type ClaimedRow = Readonly<
  Record<
    'import_id' | 'requested_by' | 'idempotency_key' | 'fingerprint' | 'correlation_id' | 'source' | 'as_of',
    string
  >
> & {
  /** Null until the connected system has answered. */
  readonly file_sha256: string | null;
  readonly file_size: string | null;
  readonly attempt: number;
  /** What somebody asked for; `preset` is what the file was found to be. */
  readonly asked_preset: string | null;
  readonly mapping_version: number | null;
  readonly date_order: ClaimedAsked['declared']['dates'];
  readonly number_style: ClaimedAsked['declared']['numbers'];
  readonly control_total: readonly StoredMoney[] | null;
  readonly entity: string | null;
  readonly currency: string | null;
  readonly revenue_share: string | null;
  readonly accept_valid: boolean;
  readonly accept_warnings: boolean;
  readonly dry_run: boolean;
  readonly full_snapshot: boolean;
  readonly pulled: boolean;
  readonly history: boolean;
  readonly scope: readonly Scope[];
  readonly file_format: FileFormat;
  readonly encoding: string | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
};

const toRequest = (row: ClaimedRow, mapping: SavedMapping | null): ClaimedAsked => {
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
    preset: row.asked_preset,
    mapping,
    acceptValid: row.accept_valid,
    acceptWarnings: row.accept_warnings,
    dryRun: row.dry_run,
    fullSnapshot: row.full_snapshot,
    pulled: row.pulled,
    history: row.history,
    scope: row.scope,
    file:
      row.file_sha256 === null
        ? null
        : { sha256: row.file_sha256, size: Number(row.file_size), format: row.file_format },
    reading: { encoding: row.encoding, delimiter: row.delimiter, sheet: row.sheet },
    declared: { dates: row.date_order, numbers: row.number_style },
    controlTotal: row.control_total?.map(({ minor, currency }) => storedMoney(minor, currency)) ?? null,
  };
};
