import { refused } from '@recoup/domain/result';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { PersonChange } from '../../../domain/people/people-change.ts';
import type {
  DecidedImport,
  PeopleImport,
  PeopleImportId,
  PeopleImportRefusal,
  ProposedImport,
} from '../../../domain/people/people-import.ts';
import type { Person, PersonId } from '../../../domain/people/person.ts';
import type { ImportDecisionContext, PeopleImportStore } from '../../../ports/people/people-import-store.ts';
import type { NewId } from '../new-id.ts';
import { everyPerson, livePerson } from './live-person.ts';
import { lockPeople, writePerson } from './person-writing.ts';

export const postgresPeopleImportStore = (
  database: Database,
  outbox: Outbox,
  newId: NewId,
): PeopleImportStore => ({
  propose: ({ personId, at, today }, decide) =>
    database.transaction(async () => {
      const person = await livePerson(database, personId, true);
      const decision = decide(await everyPerson(database), { person, at, today });
      if (decision.ok) await insertImport(database, decision.value);
      return decision;
    }),

  decide: (context, decide) =>
    database.transaction(async () => {
      // Before the locks on persons, so that two who approve at once wait for each other and not in a circle.
      await lockPeople(database);
      const { personId, at, today } = context;
      const person = await livePerson(database, personId, true);
      const proposed = await lockedImport(database, context.importId);
      if (!proposed) return refused({ reason: 'no-such-import' } as const);
      const decision = decide(proposed, await everyPerson(database), { person, at, today });
      if (decision.ok) await keepDecision(database, outbox, newId, decision.value);
      else await keepRefusal(database, context, person, decision.refusal, newId);
      return decision;
    }),
});

const insertImport = async (database: Database, one: ProposedImport): Promise<void> => {
  await database.query(sql`
    insert into people_import (people_import_id, changes, proposed_by_user_id, proposed_by_name, proposed_dt)
    values (${one.id}, ${JSON.stringify(one.changes)}::jsonb, ${one.proposedBy.id}, ${one.proposedBy.name},
            ${one.proposedAt.toISOString()})`);
};

const keepDecision = async (
  database: Database,
  outbox: Outbox,
  newId: NewId,
  one: DecidedImport,
): Promise<void> => {
  await database.query(sql`
    update people_import
       set state = ${one.state}, decided_by_user_id = ${one.decidedBy.id}, decided_by_name = ${one.decidedBy.name},
           decided_dt = ${one.decidedAt.toISOString()}, reason = ${one.reason}
     where people_import_id = ${one.id}`);
  if (one.state === 'REJECTED') return;
  for (const { effect, known, person } of one.changes) {
    if (effect === 'UNCHANGED') continue;
    const id = known?.id ?? (newId() as PersonId);
    await writePerson(database, outbox, { ...person, id, version: (known?.version ?? 0) + 1 });
  }
};

const keepRefusal = async (
  database: Database,
  { importId, action, at }: ImportDecisionContext,
  person: Person,
  { reason, ...detail }: PeopleImportRefusal,
  newId: NewId,
): Promise<void> => {
  await database.query(sql`
    insert into refused_attempt (refused_attempt_id, people_import_id, person_id, person_name, action_cd, reason, detail,
                                 attempted_dt)
    values (${newId()}, ${importId}, ${person.id}, ${person.displayName}, ${action}, ${reason},
            ${JSON.stringify(detail)}::jsonb, ${at.toISOString()})`);
};

type ImportRow = {
  readonly state: PeopleImport['state'];
  readonly changes: readonly PersonChange[];
  readonly proposed_by_user_id: PersonId;
  readonly proposed_by_name: string;
  readonly proposed_dt: string;
  readonly decided_by_user_id: PersonId | null;
  readonly decided_by_name: string | null;
  readonly decided_dt: string | null;
  readonly reason: string | null;
};

const lockedImport = async (database: Database, id: PeopleImportId): Promise<PeopleImport | undefined> => {
  const [row] = await database.query<ImportRow>(sql`
    select * from people_import where people_import_id = ${id} for update`);
  if (!row) return undefined;
  const core = {
    id,
    proposedBy: { id: row.proposed_by_user_id, name: row.proposed_by_name },
    proposedAt: new Date(row.proposed_dt),
    changes: row.changes,
  };
  if (row.state === 'PROPOSED' || row.decided_by_user_id === null || row.decided_dt === null) {
    return { ...core, state: 'PROPOSED' };
  }
  return {
    ...core,
    state: row.state,
    decidedBy: { id: row.decided_by_user_id, name: row.decided_by_name ?? '' },
    decidedAt: new Date(row.decided_dt),
    reason: row.reason,
  };
};
