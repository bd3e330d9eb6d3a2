import { sqlStateOf } from './database.ts';

/** What the driver says without a code when a connection broke, or could not be had in time. */
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Connection lost, locks not had in time, server shutting down or out of room: nobody's message is at fault. */
export const isTroubleOfDatabase = (error: unknown): boolean => {
  const state = sqlStateOf(error);
  if (state !== undefined) return /^(08|40|53|55|57|58)/.test(state) || /^E[A-Z]+$/.test(state);
  return error instanceof Error && (lostConnection.test(error.message) || isTroubleOfDatabase(error.cause));
};
