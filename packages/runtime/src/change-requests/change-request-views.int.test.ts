import { beforeAll, describe, expect, it } from 'vitest';
import { cursorCodec } from '../http/cursor.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import type { ChangeRequest } from './change-request-rows.ts';
import {
  changeRequestList,
  findChangeRequest,
  listChangeRequests,
  refusedAttemptsOf,
} from './change-request-views.ts';
import { Limits, limitsOf } from './limits.fixture.ts';

const { database } = await notesInTest(4, [Limits]);
const { changes, hire, on, limit, bonus } = limitsOf(database);
const [kofi, sofia] = [await hire(), await hire()];

const kept = new Map<string, ChangeRequest>();
const propose = async (name: string, proposing: Parameters<typeof changes.propose>[0]) => {
  const outcome = await on(() => changes.propose(proposing));
  if ('refusal' in outcome) throw new Error(JSON.stringify(outcome.refusal));
  kept.set(name, outcome.request);
  return outcome.request.changeRequestId;
};
const aLimit = (entity: string) => ({
  ...{ kind: limit, payload: { entity, amount: 5 }, reason: 'new year', personId: kofi },
});
const aBonus = () => ({
  ...{ kind: bonus, payload: { personId: sofia, entity: 'US01' }, reason: null, personId: kofi },
});

beforeAll(async () => {
  const approved = await propose('limit US01, approved', aLimit('US01'));
  await on(() => changes.approve({ changeRequestId: approved, personId: kofi }));
  await on(() => changes.approve({ changeRequestId: approved, personId: sofia }));
  await propose('limit US01', aLimit('US01'));
  const withdrawn = await propose('limit UK01, withdrawn', aLimit('UK01'));
  await on(() => changes.withdraw({ changeRequestId: withdrawn, personId: kofi }));
  await propose('limit UK01', aLimit('UK01'));
  await propose('bonus', aBonus());
});

const everywhere = { entity: null, department: null, clientId: null };
const of = (kind: string, ...entities: readonly (string | null)[]) => ({
  kind,
  grants: entities.map((entity) => ({ ...everywhere, entity })),
});
const everything = [of('LIMIT', null), of('BONUS', null)];
const nameOf = (id: string) =>
  [...kept].find(([, { changeRequestId }]) => changeRequestId === id)?.[0] ?? 'another';
type Asked = {
  readonly kind?: readonly string[];
  readonly state?: readonly string[];
  readonly subject?: readonly string[];
  readonly limit?: number;
  readonly after?: string;
};
const cursors = cursorCodec('a secret of this test');
const pageOf = (seen: Parameters<typeof listChangeRequests>[1], asked: Asked = {}) =>
  listChangeRequests(database, seen, changeRequestList.ask({ limit: 500, ...asked }, cursors));
const listed = async (...given: Parameters<typeof pageOf>) =>
  (await pageOf(...given)).items.map(({ changeRequestId }) => nameOf(changeRequestId));

describe('change requests', () => {
  const all = ['bonus', 'limit UK01', 'limit UK01, withdrawn', 'limit US01', 'limit US01, approved'];

  it('are listed newest first, page by page', async () => {
    expect(await listed(everything)).toEqual(all);
    expect(await listed(everything, { limit: 2 })).toEqual(all.slice(0, 2));
    const { page } = await pageOf(everything, { limit: 2 });
    expect(await listed(everything, { limit: 2, after: String(page.next) })).toEqual(all.slice(2, 4));
  });

  it.each<[string, Asked, readonly string[]]>([
    ['of a kind', { kind: ['BONUS'] }, ['bonus']],
    ['of a state', { state: ['APPROVED', 'WITHDRAWN'] }, ['limit UK01, withdrawn', 'limit US01, approved']],
    ['about a subject', { subject: ['US01'] }, ['limit US01', 'limit US01, approved']],
    [
      'of a kind, a state and a subject',
      { kind: ['LIMIT'], state: ['PROPOSED'], subject: ['UK01'] },
      ['limit UK01'],
    ],
    ['of a kind without a subject', { kind: ['BONUS'], subject: ['US01'] }, []],
  ])('are found %s', async (_by, asked, found) => {
    expect(await listed(everything, asked)).toEqual(found);
  });

  it.each<[string, Parameters<typeof listChangeRequests>[1], readonly string[]]>([
    ['by nobody without a role', [], []],
    ['by nobody whose role is of no entity', [of('LIMIT')], []],
    ['of one kind by whoever may see that kind', [of('BONUS', null)], ['bonus']],
    [
      'of an entity by whoever sees that entity',
      [of('LIMIT', 'US01'), of('BONUS', 'US01')],
      ['limit US01', 'limit US01, approved'],
    ],
    ['of two entities by whoever sees both', [of('LIMIT', 'US01', 'UK01')], all.slice(1)],
    [
      'by nobody whose role is of a part of what they touch',
      [{ kind: 'LIMIT', grants: [{ entity: 'US01', department: 'Music', clientId: null }] }],
      [],
    ],
    ['of each kind as far as that kind is seen', [of('LIMIT', 'UK01'), of('BONUS', null)], all.slice(0, 3)],
  ])('are seen %s', async (_by, seen, found) => {
    expect(await listed(seen)).toEqual(found);
    const each = await Promise.all(
      [...kept.values()].map(({ changeRequestId }) => findChangeRequest(database, seen, changeRequestId)),
    );
    expect(each.flatMap((one) => (one ? [nameOf(one.changeRequestId)] : [])).toReversed()).toEqual(found);
  });

  it('keep who tried in vain to decide them, each by itself', async () => {
    const tried = kept.get('limit US01, approved')?.changeRequestId ?? '';
    expect(await refusedAttemptsOf(database, tried)).toMatchObject([
      { action: 'APPROVE', reason: 'own-proposal', by: { personId: kofi } },
    ]);
    expect(await refusedAttemptsOf(database, kept.get('bonus')?.changeRequestId ?? '')).toEqual([]);
  });
});
