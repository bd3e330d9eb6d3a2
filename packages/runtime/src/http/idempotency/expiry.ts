import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { type DutyMetrics, startDuty } from '../../process/duties/duty.ts';
import type { Logger } from '../../process/logger.ts';
import type { Running } from '../../process/loop.ts';

/** For how long a repeat under the same Idempotency-Key gets the same answer again, as integrators are told. */
const keptFor = '7 days';
const usualBatchSize = 5_000;
const everyMs = 10 * 60_000;

/**
 * Removes answers given under an Idempotency-Key more than seven days ago, at most one batch. Answers whether there may be
 * more. A key whose request is under way is not seen here: it commits with its answer.
 */
export const expireAnswers = async (database: Database, batchSize = usualBatchSize): Promise<boolean> => {
  const gone = await database.query(sql`
    delete from idempotency_key
     where ctid = any (array(
       select ctid from idempotency_key where created_at < now() - ${keptFor}::interval
        order by created_at limit ${batchSize} for update skip locked))
    returning 1`);
  return gone.length === batchSize;
};

/** Does so again and again while a service runs; several processes of it pass over each other's rows. */
export const startExpiringAnswers = (database: Database, metrics: DutyMetrics, logger: Logger): Running =>
  startDuty(metrics, {
    duty: 'removing old answers',
    everyMs,
    errorPauseMs: everyMs,
    pausesFirst: true,
    round: () => expireAnswers(database),
    onError: (error) => logger.warn({ err: error }, 'old answers could not be removed; it is tried again'),
  });
