import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { directoryTables } from '../database/tables/runtime-tables.ts';
import type { Scope } from '../http/covered-rows.ts';
import { problem } from '../http/endpoint.ts';
import { copiedDirectory, keepPeople, type RoleGrant } from '../http/people-directory.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { causedBy } from '../process/cause.ts';
import { changeKind } from './change-kind.ts';
import { changeRequests } from './change-requests.ts';
import { changeRequestTables } from './tables/change-request-tables.ts';

/** A limit that is set for an entity, by two persons or, where one runs the installation, after a cooling time. */
export type Limit = { readonly entity: string; readonly amount: number };
/** Something that somebody would get, which always takes another person. */
export type Bonus = { readonly personId: string; readonly entity: string };

/** The tables of change requests with people, limits and bonuses. */
export class Limits extends Migration {
  override up(): void {
    for (const statement of [
      ...directoryTables,
      ...changeRequestTables('notes', 'directory_person', [
        { kind: 'LIMIT', alone: true, subject: `payload ->> 'entity'` },
        { kind: 'BONUS', alone: false, subject: null },
      ]),
      `update decision_clock set ahead_at_most = '2 years'`,
      'create table spending_limit (entity text not null primary key, amount int not null check (amount < 1000))',
      'create table bonus (person_id uuid not null)',
    ])
      this.addSql(statement);
  }
}

const everywhere: Omit<RoleGrant, 'role'> = {
  entity: null,
  department: null,
  clientId: null,
  validFrom: '2026-01-01',
  validUntil: null,
};
const scopeOf = (entity: string): Scope => ({ entity, department: null, clientId: null });

/** The database knows what time it is, and takes decisions of a clock that is put ahead. */
const tomorrowAtTen = (): Date => {
  const at = new Date(Date.now() + dayMs);
  at.setUTCHours(10, 0, 0, 0);
  return at;
};
export const dayMs = 86_400_000;
/** The day on which an instant falls there, or one so many days later. */
export const dayOf = (at: Date, later = 0): string =>
  new Date(at.getTime() + later * dayMs).toISOString().slice(0, 10);

/** A service with limits and bonuses, a clock that can be set, and people who can be hired. */
export const limitsOf = (database: Database, coolingHours?: number) => {
  const clock = { at: tomorrowAtTen() };
  const now = () => clock.at;
  const today = () => dayOf(clock.at);

  const limit = changeKind<Limit>({
    kind: 'LIMIT',
    roles: ['CONTROLLER'],
    alone: true,
    needsReason: true,
    expiresAfterDays: 14,
    refuses: [],
    subjectOf: ({ entity }) => entity,
    weigh: async ({ entity, amount }) => {
      if (amount < 0) return problem(400, 'INVALID_INPUT', 'amount must not be negative');
      const [kept] = await database.query<{ amount: number }>(sql`
        select amount from spending_limit where entity = ${entity} for update`);
      return { before: kept ?? null, beneficiaries: [], scope: [scopeOf(entity)] };
    },
    apply: async ({ payload: { entity, amount } }) => {
      if (amount === 999) return problem(409, 'WRONG_STATE', 'not this one');
      await database.query(sql`
        insert into spending_limit (entity, amount) values (${entity}, ${amount})
        on conflict (entity) do update set amount = excluded.amount`);
      return undefined;
    },
  });
  const bonus = changeKind<Bonus>({
    kind: 'BONUS',
    roles: ['CONTROLLER'],
    alone: false,
    needsReason: false,
    expiresAfterDays: 14,
    refuses: [],
    subjectOf: () => null,
    weigh: async ({ personId }) => ({ before: null, beneficiaries: [personId], scope: 'everything' }),
    apply: async ({ payload: { personId } }) => {
      await database.query(sql`insert into bonus (person_id) values (${personId})`);
      return undefined;
    },
  });

  const changes = changeRequests({
    database,
    outbox: createOutbox(database, '/recoup/ledger-service', now),
    directory: copiedDirectory(database),
    kinds: [limit, bonus],
    now,
    today,
    service: 'notes',
    coolingHours,
  });
  let version = 0;
  /** Somebody who holds the role of those who decide, everywhere or as given. */
  const hire = async (...grants: readonly Partial<RoleGrant>[]): Promise<string> => {
    const personId = randomUUID();
    await employ(personId, grants.length > 0 ? grants : [{}]);
    return personId;
  };
  /** The human behind somebody under another entry, as two people declared it. */
  const hireAgain = async (humanId: string): Promise<string> => {
    const personId = randomUUID();
    await employ(personId, [{}], true, humanId);
    return personId;
  };
  const employ = async (
    personId: string,
    grants: readonly Partial<RoleGrant>[],
    active = true,
    humanId = personId,
  ) => {
    version += 1;
    const roles = grants.map((grant) => ({ role: 'CONTROLLER', ...everywhere, ...grant }));
    const person = { displayName: `P ${personId.slice(0, 4)}`, email: 'p@example.test', identities: [] };
    await keepPeople(database, [{ personId, version, active, roles, humanId, ...person }]);
  };
  const on = <T>(work: () => Promise<T>) => causedBy({ actor: 'test', correlationId: 'test' }, work);
  const limitOf = async (entity: string): Promise<number | undefined> => {
    const [kept] = await database.query<{ amount: number }>(sql`
      select amount from spending_limit where entity = ${entity}`);
    return kept?.amount;
  };
  return { changes, clock, hire, hireAgain, employ, on, limit, bonus, limitOf };
};
