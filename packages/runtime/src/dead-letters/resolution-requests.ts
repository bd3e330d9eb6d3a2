import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { newId } from '../process/ids.ts';
import type { ResolutionRequest } from './four-eyes.ts';

const columns =
  sql.raw(`request_id as "requestId", dead_letter_id as "deadLetterId", action, sequence, reason,
  requested_by as "requestedBy", requested_at as "requestedAt", state, ended_by as "endedBy", ended_at as "endedAt",
  ended_reason as "endedReason"`);

/** Every request about these dead letters, oldest first; the open one, if there is one, is the last of its letter. */
export const requestsAbout = (
  database: Database,
  deadLetterIds: readonly string[],
): Promise<ResolutionRequest[]> =>
  database.query(sql`
    select ${columns} from resolution_request
     where dead_letter_id = any (${deadLetterIds}::uuid[]) order by requested_at, request_id`);

export const findRequest = async (
  database: Database,
  deadLetterId: string,
  requestId: string,
): Promise<ResolutionRequest | undefined> => {
  const [found] = await database.query<ResolutionRequest>(sql`
    select ${columns} from resolution_request
     where request_id = ${requestId} and dead_letter_id = ${deadLetterId}`);
  return found;
};

export type AskedFor = Pick<ResolutionRequest, 'action' | 'sequence' | 'reason'> & {
  readonly operator: string;
};

/** Keeps a request. Answers false while another one about the same dead letter is open. */
export const keepRequest = async (
  database: Database,
  deadLetterId: string,
  { action, sequence, reason, operator }: AskedFor,
): Promise<boolean> => {
  const kept = await database.query(sql`
    insert into resolution_request (request_id, dead_letter_id, action, sequence, reason, requested_by)
    values (${newId()}, ${deadLetterId}, ${action}, ${sequence}, ${reason}, ${operator})
    on conflict (dead_letter_id) where state = 'open' do nothing returning request_id`);
  return kept.length === 1;
};

/** Ends a request. Answers false when somebody has ended it before. */
export const endRequest = async (
  database: Database,
  requestId: string,
  end: {
    readonly state: 'confirmed' | 'withdrawn';
    readonly operator: string;
    readonly reason: string | null;
  },
): Promise<boolean> => {
  const ended = await database.query(sql`
    update resolution_request
       set state = ${end.state}, ended_by = ${end.operator}, ended_at = now(), ended_reason = ${end.reason}
     where request_id = ${requestId} and state = 'open' returning request_id`);
  return ended.length === 1;
};
