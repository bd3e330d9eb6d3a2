import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import type { Outcome } from '../change-request-parts.ts';
import { dayMs, dayOf, Limits, limitsOf } from '../limits.fixture.ts';

const { database, server } = await notesInTest(20, [Limits]);
const desk = limitsOf(database);
const { changes, hire, on } = desk;

const requestOf = (outcome: Outcome) => {
  if ('refusal' in outcome) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.request;
};
const proposed = async (personId: string, entity: string, { changes, limit } = desk) =>
  requestOf(
    await on(() => changes.propose({ kind: limit, payload: { entity, amount: 5 }, reason: 'r', personId })),
  );

describe('the database itself', () => {
  const decide = `update notes.change_request
     set state = $2, decided_by = $3, decided_by_name = $3, decided_at = $4::timestamptz, decided_on = $4::date,
         decision_reason = 'why' where change_request_id = $1`;
  const refuses = (id: string, state: string, by: string, at: string) =>
    expect(server.query(decide, [id, state, by, at])).rejects;
  const after = (days: number) => new Date(desk.clock.at.getTime() + days * dayMs).toISOString();
  const inTime = after(1);

  it('refuses an approval by whoever proposed it or gains by it, too late, too early or backdated', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const { changeRequestId: id } = await proposed(kofi, 'E1');
    await refuses(id, 'APPROVED', kofi, inTime).toThrow('change_request_approved_by_another');
    await refuses(id, 'REJECTED', kofi, inTime).toThrow('change_request_rejected_by_another');
    await refuses(id, 'WITHDRAWN', sofia, inTime).toThrow('change_request_withdrawn_by_proposer');
    await refuses(id, 'APPROVED', sofia, after(62)).toThrow('change_request_decided_in_time');
    await refuses(id, 'EXPIRED', sofia, inTime).toThrow('change_request_decided_in_time');

    const own = limitsOf(database, 24);
    const cooling = await proposed(kofi, 'E2', own);
    await refuses(cooling.changeRequestId, 'APPROVED', kofi, after(0.999)).toThrow('by_another');
    const payload = { personId: sofia, entity: 'E' };
    const given = { kind: own.bonus, payload, reason: null, personId: kofi, validFrom: dayOf(desk.clock.at) };
    const { changeRequestId: bonus } = requestOf(await on(() => own.changes.propose(given)));
    await refuses(bonus, 'APPROVED', sofia, after(0)).toThrow('no_beneficiary_decides');
    await refuses(bonus, 'APPROVED', 'nora', inTime).toThrow('change_request_never_backdated');
  });

  it('lets nobody alter or remove what was proposed, decided or tried', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const request = await proposed(kofi, 'E3');
    const decideBy = (personId: string) =>
      on(() => changes.approve({ changeRequestId: request.changeRequestId, personId }));
    await decideBy(kofi);
    for (const change of [
      `update notes.change_request set payload = '{}' where change_request_id = $1`,
      `update notes.change_request set alone_from = expires_at where change_request_id = $1`,
      'delete from notes.change_request where change_request_id = $1',
      'delete from notes.change_request_attempt where change_request_id = $1',
    ])
      await expect(server.query(change, [request.changeRequestId])).rejects.toThrow(
        /decided once|stays as it is/,
      );
    await expect(server.query('truncate notes.change_request cascade')).rejects.toThrow(/decided once|stays/);
    await decideBy(sofia);
    await refuses(request.changeRequestId, 'REJECTED', sofia, inTime).toThrow('decided once');
    const may = (privilege: string, table: string) => sql<boolean>`
      select has_table_privilege(current_user, ${`notes.${table}`}, ${privilege}) as may`;
    for (const table of ['change_request', 'change_request_attempt'])
      for (const privilege of ['update', 'delete', 'truncate'])
        expect(await database.query(may(privilege, table))).toEqual([{ may: false }]);
  });
});
