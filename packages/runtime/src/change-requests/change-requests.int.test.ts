import { randomUUID } from 'node:crypto';
import { rounds } from '@recoup/testkit/random-run';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { cursorCodec } from '../http/cursor.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import type { ChangeRequest } from './change-request-rows.ts';
import {
  changeRequestList,
  findChangeRequest,
  listChangeRequests,
  refusedAttemptsOf,
} from './change-request-views.ts';
import { dayOf, Limits, limitsOf } from './limits.fixture.ts';

const { database } = await notesInTest(20, [Limits]);
const desk = limitsOf(database);
const { changes, hire, employ, on, limitOf } = desk;

let entities = 0;
const anEntity = () => {
  entities += 1;
  return `E${entities}`;
};
const propose = (personId: string, entity: string, amount: number, desk_ = desk) =>
  on(() =>
    desk_.changes.propose({ kind: desk_.limit, payload: { entity, amount }, reason: 'new year', personId }),
  );
const proposed = async (...given: Parameters<typeof propose>): Promise<ChangeRequest> => {
  const outcome = await propose(...given);
  if ('refusal' in outcome) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.request;
};
const approve = ({ changeRequestId }: ChangeRequest, personId: string, desk_ = desk) =>
  on(() => desk_.changes.approve({ changeRequestId, personId }));
const refusedFor = (reason: string) => ({ refusal: expect.objectContaining({ reason }) });
const stateOf = async ({ changeRequestId: id }: ChangeRequest) =>
  (await findChangeRequest(database, everything, id))?.state;
const seeing = (kinds: readonly string[], entity: string | null) =>
  kinds.map((kind) => ({ kind, grants: [{ entity, department: null, clientId: null }] }));
const everything = seeing(['LIMIT', 'BONUS'], null);
const attemptsOn = async ({ changeRequestId }: ChangeRequest) =>
  (await refusedAttemptsOf(database, changeRequestId)).map(({ action, reason }) => `${action} ${reason}`);
const publishedOf = async ({ changeRequestId }: ChangeRequest) => {
  const rows = await database.query<{ message: Buffer }>(sql`
    select message from outbox where aggregate_id = ${changeRequestId} order by id`);
  return rows.map(({ message }) => JSON.parse(message.toString()));
};

describe('a change request', () => {
  it('changes nothing before another person approves it; both are kept and published', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const entity = anEntity();
    const request = await proposed(kofi, entity, 5);
    expect(await limitOf(entity)).toBeUndefined();
    expect(await approve(request, sofia)).toMatchObject({ request: { state: 'APPROVED' } });
    expect(await limitOf(entity)).toBe(5);
    expect(await findChangeRequest(database, everything, request.changeRequestId)).toMatchObject({
      state: 'APPROVED',
      payload: { entity, amount: 5 },
      before: null,
      reason: 'new year',
      proposedBy: { personId: kofi },
      decidedBy: { personId: sofia },
      refusedAttempts: [],
    });
    expect(await publishedOf(request)).toMatchObject([
      { type: 'recoup.change-request.proposed.v1', sequence: 1, data: { contentHash: request.contentHash } },
      {
        type: 'recoup.change-request.approved.v1',
        sequence: 2,
        data: { decidedBy: { personId: sofia }, alone: false },
      },
    ]);
  });

  it('is not approved by whoever proposed it; the attempt is kept', async () => {
    const kofi = await hire();
    const request = await proposed(kofi, anEntity(), 5);
    expect(await approve(request, kofi)).toEqual(refusedFor('own-proposal'));
    expect(await attemptsOn(request)).toEqual(['APPROVE own-proposal']);
    expect(await stateOf(request)).toBe('PROPOSED');
  });

  it('is decided by nobody whom it gives something', async () => {
    const [kofi, lucky, sofia] = [await hire(), await hire(), await hire()];
    const outcome = await on(() =>
      changes.propose({
        kind: desk.bonus,
        payload: { personId: lucky, entity: 'E' },
        reason: null,
        personId: kofi,
      }),
    );
    if ('refusal' in outcome) throw new Error('refused');
    const { request } = outcome;
    expect(await approve(request, lucky)).toEqual(refusedFor('beneficiary'));
    const deciding = { changeRequestId: request.changeRequestId, personId: lucky, why: 'no' };
    expect(await on(() => changes.reject(deciding))).toEqual(refusedFor('beneficiary'));
    expect(await approve(request, sofia)).toMatchObject({ request: { state: 'APPROVED' } });
  });

  it('is proposed and decided by those alone whose roles cover what it touches', async () => {
    const [kofi, here] = [await hire(), anEntity()];
    const elsewhere = await hire({ entity: 'ELSEWHERE' });
    const [onlyHere, narrower] = [
      await hire({ entity: here }),
      await hire({ entity: here, department: 'ART' }),
    ];
    const other = await hire({ role: 'AUDITOR' });
    expect(await propose(elsewhere, here, 5)).toEqual(refusedFor('role-missing'));
    const request = await proposed(kofi, here, 5);
    for (const person of [elsewhere, narrower, other, randomUUID()])
      expect(await approve(request, person)).toEqual(refusedFor('role-missing'));
    expect(await approve(request, onlyHere)).toMatchObject({ request: { state: 'APPROVED' } });
  });

  it('is decided by roles as they stand at that moment', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const request = await proposed(kofi, anEntity(), 5);
    await employ(sofia, [{ validUntil: dayOf(desk.clock.at, -1) }]);
    expect(await approve(request, sofia)).toEqual(refusedFor('role-missing'));
    await employ(sofia, [{}], false);
    expect(await approve(request, sofia)).toEqual(refusedFor('role-missing'));
  });

  it('is withdrawn by whoever proposed it and nobody else, and then decided no more', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const request = await proposed(kofi, anEntity(), 5);
    const withdraw = (personId: string) =>
      on(() => changes.withdraw({ changeRequestId: request.changeRequestId, personId, why: 'typo' }));
    expect(await withdraw(sofia)).toEqual(refusedFor('not-proposer'));
    expect(await withdraw(kofi)).toMatchObject({ request: { state: 'WITHDRAWN', decisionReason: 'typo' } });
    expect(await approve(request, sofia)).toEqual(refusedFor('already-decided'));
    expect(await publishedOf(request)).toMatchObject([{}, { type: 'recoup.change-request.withdrawn.v1' }]);
  });

  it('is rejected by another person with a reason', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const [request, entity] = [await proposed(kofi, anEntity(), 5), anEntity()];
    const reject = (personId: string, why: string) =>
      on(() => changes.reject({ changeRequestId: request.changeRequestId, personId, why }));
    expect(await reject(kofi, 'no')).toEqual(refusedFor('own-proposal'));
    expect(await reject(sofia, '  ')).toEqual(refusedFor('reason-missing'));
    expect(await reject(sofia, 'too much')).toMatchObject({ request: { state: 'REJECTED' } });
    expect(await limitOf(entity)).toBeUndefined();
    expect(await publishedOf(request)).toMatchObject([
      {},
      { type: 'recoup.change-request.rejected.v1', data: { decisionReason: 'too much' } },
    ]);
  });

  it('expires when nobody decides it in time, and makes room for the next', async () => {
    const own = limitsOf(database);
    const [kofi, sofia] = [await hire(), await hire()];
    const [entity, late] = [anEntity(), anEntity()];
    const [request, undecided] = [await proposed(kofi, entity, 5, own), await proposed(kofi, late, 5, own)];
    own.clock.at = new Date(request.expiresAt);
    expect(await approve(request, sofia, own)).toEqual(refusedFor('expired'));
    expect(await propose(kofi, late, 6, own)).toEqual(refusedFor('already-proposed'));
    expect(await on(own.changes.expire)).toBe(false);
    expect([await stateOf(request), await stateOf(undecided)]).toEqual(['EXPIRED', 'EXPIRED']);
    expect(await publishedOf(request)).toMatchObject([{}, { type: 'recoup.change-request.expired.v1' }]);
    expect(await propose(kofi, late, 6, own)).toMatchObject({ request: { state: 'PROPOSED' } });
    expect(await approve(request, sofia, own)).toEqual(refusedFor('expired'));
  });

  it('does not hold from a day that is over', async () => {
    const own = limitsOf(database);
    const [kofi, sofia] = [await hire(), await hire()];
    const from = (validFrom: string, entity = anEntity()) =>
      on(() =>
        own.changes.propose({
          kind: own.limit,
          payload: { entity, amount: 1 },
          reason: 'r',
          personId: kofi,
          validFrom,
        }),
      );
    expect(await from(dayOf(own.clock.at, -1))).toEqual(refusedFor('valid-from-past'));
    const outcome = await from(dayOf(own.clock.at));
    if ('refusal' in outcome) throw new Error('refused');
    own.clock.at = new Date(dayOf(own.clock.at, 1));
    expect(await approve(outcome.request, sofia, own)).toEqual(refusedFor('valid-from-past'));
  });

  it('is refused when what it would change has changed since, or its kind says why', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const entity = anEntity();
    const request = await proposed(kofi, entity, 5);
    await database.query(sql`insert into spending_limit (entity, amount) values (${entity}, 7)`);
    expect(await approve(request, sofia)).toEqual(refusedFor('changed-since'));
    expect(await limitOf(entity)).toBe(7);
    expect(await propose(kofi, anEntity(), -1)).toMatchObject({
      refusal: { reason: 'no-longer-possible', problem: { code: 'INVALID_INPUT' } },
    });
    const failing = await proposed(kofi, anEntity(), 999);
    expect(await approve(failing, sofia)).toMatchObject({ refusal: { problem: { code: 'WRONG_STATE' } } });
    expect(await stateOf(failing)).toBe('PROPOSED');
    expect(await attemptsOn(failing)).toEqual(['APPROVE no-longer-possible']);
  });

  it('is one for each subject, needs its reason, and is previewed without a trace', async () => {
    const [kofi, sofia] = [await hire(), await hire()];
    const entity = anEntity();
    const given = { kind: desk.limit, payload: { entity, amount: 5 }, reason: ' ', personId: kofi };
    expect(await on(() => changes.propose(given))).toEqual(refusedFor('reason-missing'));
    expect(await on(() => changes.previewProposal({ ...given, reason: 'r' }))).toMatchObject({
      request: { state: 'PROPOSED', before: null },
    });
    const request = await proposed(kofi, entity, 5);
    expect(await propose(sofia, entity, 6)).toEqual(refusedFor('already-proposed'));
    const { changeRequestId } = request;
    const preview = (personId: string) => on(() => changes.previewApproval({ changeRequestId, personId }));
    expect(await preview(kofi)).toEqual(refusedFor('own-proposal'));
    expect(await preview(sofia)).toMatchObject({ request: { state: 'APPROVED' } });
    expect([await limitOf(entity), await stateOf(request), await attemptsOn(request)]).toEqual([
      undefined,
      'PROPOSED',
      [],
    ]);
  });
});

describe('two who decide at the same instant', () => {
  it('have one effect, whether both approve or one takes it back', async () => {
    for (let round = 0; round < rounds(10); round += 1) {
      const [kofi, sofia, nora] = [await hire(), await hire(), await hire()];
      const entity = anEntity();
      const request = await proposed(kofi, entity, 5);
      const outcomes = await Promise.all([
        approve(request, sofia),
        approve(request, nora),
        on(() => changes.withdraw({ changeRequestId: request.changeRequestId, personId: kofi })),
      ]);
      expect(outcomes.filter((one) => 'request' in one)).toHaveLength(1);
      expect(await limitOf(entity)).toBe((await stateOf(request)) === 'APPROVED' ? 5 : undefined);
      expect(await publishedOf(request)).toHaveLength(2);
    }
  });
});

describe('in an installation that one person runs', () => {
  it('they approve their own after the cooling time, marked as such, and only kinds that allow it', async () => {
    const own = limitsOf(database, 24);
    const kofi = await hire();
    const entity = anEntity();
    const request = await proposed(kofi, entity, 5, own);
    own.clock.at = new Date(request.proposedAt.getTime() + 24 * 3_600_000 - 1);
    expect(await approve(request, kofi, own)).toEqual(refusedFor('cooling'));
    own.clock.at = new Date(request.proposedAt.getTime() + 24 * 3_600_000);
    expect(await approve(request, kofi, own)).toMatchObject({ request: { state: 'APPROVED' } });
    expect(await limitOf(entity)).toBe(5);
    expect(await publishedOf(request)).toMatchObject([{}, { data: { alone: true } }]);

    const payload = { personId: randomUUID(), entity };
    const outcome = await on(() =>
      own.changes.propose({ kind: own.bonus, payload, reason: null, personId: kofi }),
    );
    if ('refusal' in outcome) throw new Error('refused');
    own.clock.at = new Date(own.clock.at.getTime() + 48 * 3_600_000);
    expect(await approve(outcome.request, kofi, own)).toEqual(refusedFor('own-proposal'));
  });

  it('what was proposed before they did takes another person', async () => {
    const [kofi, entity] = [await hire(), anEntity()];
    const request = await proposed(kofi, entity, 5);
    const own = limitsOf(database, 1);
    own.clock.at = new Date(request.proposedAt.getTime() + 48 * 3_600_000);
    expect(await approve(request, kofi, own)).toEqual(refusedFor('own-proposal'));
  });
});

describe('what somebody sees', () => {
  it('is what their grants cover, and what touches everything only where they see everything', async () => {
    const kofi = await hire();
    const entity = anEntity();
    const request = await proposed(kofi, entity, 5);
    await on(() =>
      changes.propose({
        kind: desk.bonus,
        payload: { personId: kofi, entity },
        reason: null,
        personId: kofi,
      }),
    );
    const open = changeRequestList.ask({ limit: 500, state: ['PROPOSED'] }, cursorCodec('unused'));
    const seenWith = async (own: string | null, kinds = ['LIMIT', 'BONUS']) =>
      (await listChangeRequests(database, seeing(kinds, own), open)).items;
    expect((await seenWith(entity)).map(({ changeRequestId }) => changeRequestId)).toEqual([
      request.changeRequestId,
    ]);
    expect(await seenWith('ELSEWHERE')).toEqual([]);
    expect((await seenWith(null)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['LIMIT', 'BONUS']),
    );
    expect((await seenWith(null, ['BONUS'])).every(({ kind }) => kind === 'BONUS')).toBe(true);
  });
});
