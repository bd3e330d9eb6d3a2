import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { isConnectionLost } from '../../database/unavailable.ts';
import { type WhoseFault, whoseFault } from './whose-fault.ts';

/** Why an event was not taken in. Nothing of it was done. */
export type Failure = { readonly fault: WhoseFault; readonly error: unknown };
export type Attempt<Done> =
  | { readonly done: Done; readonly failure?: never }
  | { readonly failure: Failure; readonly done?: never };

/** How often an event is tried by itself after its batch has failed, before it becomes a dead letter. */
const triesOfOneEvent = 3;

/** Whom to ask whether PostgreSQL still answers. */
export type Answering = Pick<Database, 'query' | 'outsideTransaction'>;

/** Tries work that may be repeated; again at once only where the event itself seems at fault. Never rejects. */
export const attempt = async <Done>(
  database: Answering,
  work: () => Promise<Done>,
): Promise<Attempt<Done>> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return { done: await work() };
    } catch (error) {
      const fault = await faultOf(database, error);
      if (fault !== 'event' || tried === triesOfOneEvent) return { failure: { fault, error } };
    }
  }
};

/**
 * Whose fault an error is. PostgreSQL ends the session of a transaction that takes too long between two statements, and the client
 * then knows only that its connection is gone; where a new one answers, the loss counts as a limit.
 */
export const faultOf = async (database: Answering, error: unknown): Promise<WhoseFault> => {
  const fault = whoseFault(error);
  return fault === 'surroundings' && isConnectionLost(error) && (await answers(database)) ? 'limit' : fault;
};

const answers = (database: Answering): Promise<boolean> =>
  database.outsideTransaction(() =>
    database.query(sql`select 1`).then(
      () => true,
      () => false,
    ),
  );
