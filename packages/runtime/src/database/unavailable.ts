import { sqlStateOf } from './sql-state.ts';

/** What the client says when its connection is gone; unlike the server's and the system's errors these carry no code. */
const lostConnection =
  /connection terminated|connection error and is not queryable|client was closed|timeout exceeded when trying to connect|query read timeout/i;

/** Connections, sign-in, a demoted primary, locks, room, time and shutdowns; not what the statement itself is refused for. */
const byServer = /^(?:08|25006|25P03|28|3D000|40|53|55|57|58)/;
/** What the system says of a wire or a name, and not of a file. */
const byNetwork =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(?:HOST|NET)(?:UNREACH|DOWN)|ENOTFOUND|EAI_[A-Z]+)$/;

/** Whether a client says so itself that it has no connection, without any code. */
export const isConnectionLost = (error: unknown): boolean => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (lostConnection.test(at.message)) return true;
  }
  return false;
};

/**
 * Whether the database cannot be reached or is busy, so that a caller may try again. What was under way may stand all the same
 * when the connection was lost at its COMMIT, so it may only be repeated where that is safe.
 */
export const isDatabaseUnavailable = (error: unknown): boolean => {
  const code = sqlStateOf(error);
  return code === undefined ? isConnectionLost(error) : byServer.test(code) || byNetwork.test(code);
};
