import type pg from 'pg';

/** Runs work in one transaction of one connection. Rejects, with nothing done, when the work or the commit fails. */
export const inTransaction = async <T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection in an unknown state is thrown away: its transaction ends with it and its locks are free.
    client.release(true);
    throw error;
  }
};
