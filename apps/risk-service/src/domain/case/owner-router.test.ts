import { describe, expect, it } from 'vitest';
import { anInvoice, day } from '../score/invoice.fixture.ts';
import type { AccountId } from '../score/invoice.ts';
import { type Candidate, defaultOwnerPolicy, ownerDesk, type PersonId, routeOwner } from './owner-router.ts';

const person = (name: string, facts: Partial<Candidate> = {}): Candidate => ({
  personId: `01920000-0000-7000-8000-00000000${name.padStart(4, '0')}` as PersonId,
  name,
  role: 'CASE_OWNER',
  entity: null,
  department: null,
  clientId: null,
  validFrom: day('2026-01-01'),
  validUntil: null,
  ...facts,
});
const today = day('2026-04-23');
type Present = Parameters<typeof routeOwner>[4];
const nobody: Present = { accountOwner: null, load: new Map() };
const route = (people: readonly Candidate[], present: Present = nobody) =>
  routeOwner(anInvoice(), 'medium', defaultOwnerPolicy, people, present, today);

describe('routing a risk record', () => {
  it('goes to whoever of the role owns least', () => {
    const [ann, bob] = [person('ann'), person('bob')];
    expect(route([ann, bob], { ...nobody, load: new Map([[ann.personId, 2]]) }).name).toBe('bob');
    expect(route([bob, ann]).name).toBe('ann');
  });

  it('stays with the owner of the account while they qualify', () => {
    const [ann, bob] = [person('ann'), person('bob')];
    const present = { accountOwner: bob.personId, load: new Map([[bob.personId, 50]]) };
    expect(route([ann, bob], present).name).toBe('bob');
    expect(route([ann, { ...bob, validUntil: day('2026-04-22') }], present).name).toBe('ann');
  });

  it('passes over people whose scope or dates do not cover the invoice', () => {
    const people = [
      person('elsewhere', { entity: 'DE01' }),
      person('other-department', { department: 'Film' }),
      person('other-client', { clientId: '01920000-0000-7000-8000-0000000000c2' }),
      person('not-yet', { validFrom: day('2026-05-01') }),
      person('zoe', { entity: 'US01', department: 'Music' }),
    ];
    expect(route(people).name).toBe('zoe');
  });

  it('a risk record falls to a collections lead and at last to the desk, so that none is ever without an owner', () => {
    expect(route([person('lead', { role: 'COLLECTIONS_LEAD' })]).role).toBe('COLLECTIONS_LEAD');
    expect(route([])).toEqual(defaultOwnerPolicy.fallback);
  });

  it('follows rules on band and amount before the general one', () => {
    const policy = {
      ...defaultOwnerPolicy,
      rules: [
        { role: 'COLLECTIONS_LEAD', bands: ['critical'] as const, amountMinorMin: 1_000_000n },
        ...defaultOwnerPolicy.rules,
      ],
    };
    const people = [person('ann'), person('lead', { role: 'COLLECTIONS_LEAD' })];
    const owner = (band: 'critical' | 'medium') =>
      routeOwner(anInvoice(), band, policy, people, nobody, today).name;
    expect([owner('critical'), owner('medium')]).toEqual(['lead', 'ann']);
  });
});

describe('routing a batch of accounts', () => {
  const [ann, bob] = [person('ann'), person('bob')];
  const of = (account: string) => anInvoice({ accountId: account as AccountId });
  const desk = (people: readonly Candidate[]) =>
    ownerDesk(defaultOwnerPolicy, people, new Map(), new Map(), today);

  it('shares accounts out evenly and keeps the invoices of one account together', () => {
    const owners = desk([ann, bob]);
    const names = ['a', 'b', 'a', 'c'].map((account) => owners.ownerOf(of(account), 'medium').name);
    expect(names).toEqual(['ann', 'bob', 'ann', 'ann']);
    expect([...owners.assigned.keys()]).toEqual(['a', 'b', 'c']);
  });

  it('keeps an owner who qualifies and replaces one who has left, and the desk as soon as somebody is there', () => {
    const present = { personId: bob.personId, role: 'CASE_OWNER', name: 'bob' };
    expect(desk([ann, bob]).keptOrNew(present, of('a'), 'high')).toBe(present);
    expect(desk([ann]).keptOrNew(present, of('a'), 'high').name).toBe('ann');
    expect(desk([ann]).keptOrNew(defaultOwnerPolicy.fallback, of('a'), 'high').name).toBe('ann');
  });
});
