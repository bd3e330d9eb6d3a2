import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { failpoint } from '../../process/failpoint.ts';
import type { Answer } from '../endpoint.ts';
import { type InputError, type Problem, ProblemError } from '../problem.ts';

/** What keys are kept in. */
export type KeepingKeys = Pick<Database, 'query' | 'transaction'>;

type Outcome = Answer | { readonly problem: Problem };
type KeyRow = {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
};

const usable = 'must be 8 to 255 printable ASCII characters without spaces';

/** The Idempotency-Key of a request; every POST that changes something must carry one. */
export const idempotencyKeyOf = (header: string | undefined): string => {
  if (header === undefined) {
    throw refused(
      'IDEMPOTENCY_KEY_REQUIRED',
      'Send an Idempotency-Key of 8 to 255 printable ASCII characters: a new one for each change, the same one when you repeat it',
      { code: 'REQUIRED', message: 'is required' },
    );
  }
  if (!/^[\x21-\x7e]{8,255}$/.test(header))
    throw refused('INVALID_INPUT', `Idempotency-Key ${usable}`, { code: 'INVALID_FORMAT', message: usable });
  return header;
};

const refused = (code: string, detail: string, fault: Omit<InputError, 'pointer'>): ProblemError =>
  new ProblemError({ status: 400, code, detail, errors: [{ pointer: 'header/Idempotency-Key', ...fault }] });

/** What makes two requests the same request. */
export const fingerprintOf = (
  method: string,
  url: string,
  version: number | undefined,
  body: string,
): string =>
  createHash('sha256')
    .update(`${method}\n${url}\n${version ?? ''}\n`)
    .update(body)
    .digest('hex');

/**
 * Runs `work` once for each key of a person: the key, the effect and the answer stand in one transaction. The same key with
 * the same request gives the same answer again, with another request 422. A refusal is not kept: it changed nothing.
 */
export const oncePerKey = async (
  database: KeepingKeys,
  actor: string,
  key: string,
  fingerprint: string,
  work: () => Promise<Outcome>,
): Promise<Outcome> =>
  database.transaction(async () => {
    // A second request with the same key waits here until the first has committed or given up.
    const taken = await database.query(sql`
      insert into idempotency_key (actor, key, fingerprint) values (${actor}, ${key}, ${fingerprint})
      on conflict do nothing returning key`);
    if (taken.length === 0) return repeat(await keyRow(database, actor, key), fingerprint);
    const outcome = await work();
    if ('problem' in outcome) {
      await database.query(sql`delete from idempotency_key where actor = ${actor} and key = ${key}`);
      return outcome;
    }
    const headers = { ...outcome.headers, ...(outcome.version ? { etag: `"${outcome.version}"` } : {}) };
    await database.query(sql`
      update idempotency_key
         set status = ${outcome.status ?? 200}, headers = ${JSON.stringify(headers)}::jsonb,
             body = ${JSON.stringify(outcome.body ?? null)}
       where actor = ${actor} and key = ${key}`);
    failpoint('http-in-transaction');
    return outcome;
  });

const repeat = (known: KeyRow | undefined, fingerprint: string): Outcome => {
  if (known?.fingerprint !== fingerprint) {
    return {
      problem: {
        status: 422,
        code: 'IDEMPOTENCY_KEY_REUSED',
        detail: 'This Idempotency-Key was already used for a different request. Send a new one.',
      },
    };
  }
  return {
    status: known.status ?? 200,
    headers: { ...known.headers, 'idempotency-replayed': 'true' },
    body: JSON.parse(known.body ?? 'null') as unknown,
  };
};

const keyRow = async (database: KeepingKeys, actor: string, key: string): Promise<KeyRow | undefined> => {
  const [row] = await database.query<KeyRow>(sql`
    select fingerprint, status, headers, body from idempotency_key where actor = ${actor} and key = ${key}`);
  return row;
};
