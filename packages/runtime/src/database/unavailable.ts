import { sqlStateOf } from './sql-state.ts';

/** What the client says when its connection is gone; unlike the server's and the system's errors these carry no code. */
const lostConnection =
  /connection terminated|connection error and is not queryable|client was closed|timeout exceeded when trying to connect|query read timeout/i;

/**
 * Connection lost, locks not had in time, server shutting down or out of room: no request and no message is at fault. What was
 * under way may stand all the same when the connection was lost at its COMMIT, so it may only be repeated where that is safe.
 */
export const isDatabaseUnavailable = (error: unknown): boolean => {
  const state = sqlStateOf(error);
  if (state !== undefined) return /^(08|25P03|40|53|55|57|58)/.test(state) || /^E(?!RR_)[A-Z_]+$/.test(state);
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (lostConnection.test(at.message)) return true;
  }
  return false;
};
