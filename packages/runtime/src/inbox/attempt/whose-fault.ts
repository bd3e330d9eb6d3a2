import { sqlStateOf } from '../../database/sql-state.ts';
import { isConnectionLost } from '../../database/unavailable.ts';

/**
 * Whose fault it is that an event was not taken in. The *event's*: its data, or our code for it, and trying again is of no use. That of
 * a *limit*: time, memory or locks did not suffice, be it that this event needs too much or that the database is busy. Else that of
 * the *surroundings*, which somebody must mend while all events wait.
 */
export type WhoseFault = 'event' | 'limit' | 'surroundings';

/** Bad data, a broken constraint and what a function of ours raises: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const ofEvent = /^(?:22|23|P0)[0-9A-Z]{3}$/;
const ofLimit = /^(?:25P03|25P04|40[0-9A-Z]{3}|53200|53400|54[0-9A-Z]{3}|55P03|57014)$/;
/** What the system says of files and wires, such as ENOENT, and PostgreSQL in five characters. Codes of Node's own begin with ERR_. */
const ofSystem = /^(?:E(?!RR_)[A-Z0-9_]+|[0-9A-Z]{5})$/;

/** Only what is known to be the event's fault counts as such. */
export const whoseFault = (error: unknown): WhoseFault => {
  const code = sqlStateOf(error) ?? '';
  if (ofEvent.test(code)) return 'event';
  if (ofLimit.test(code)) return 'limit';
  return ofSystem.test(code) || isConnectionLost(error) ? 'surroundings' : 'event';
};
