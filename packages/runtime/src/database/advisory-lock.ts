import { type RawBuilder, sql } from 'kysely';

/**
 * Every use of advisory locks, with the first of the two keys that PostgreSQL tells them apart by. They stand in one place because
 * services and bus may share a database, and with it one space of locks.
 */
export const lockUses = {
  busPublishing: 1,
  busPruning: 2,
  relayLeading: 3,
  migrating: 4,
  provisioning: 5,
  logSealing: 6,
  scoringAccount: 7,
  changingPeople: 8,
  submittingForClient: 9,
  uploadingByPerson: 10,
  listingRates: 11,
  claimingImports: 12,
  importingFromSource: 13,
  declaringParties: 14,
  decidingApprovalPolicies: 15,
} as const;

export type LockUse = keyof typeof lockUses;

/** Both keys of a lock, as arguments of PostgreSQL's functions: its use and, where there are several, whose it is. */
export const lockKeys = (use: LockUse, whose: string | RawBuilder<string> = ''): RawBuilder<unknown> =>
  sql`${sql.lit(lockUses[use])}, hashtext(${whose})`;

/** Waits for a lock that is held until the transaction ends. */
export const transactionLock = (use: LockUse, whose = ''): RawBuilder<unknown> =>
  sql`select pg_advisory_xact_lock(${lockKeys(use, whose)})`;
