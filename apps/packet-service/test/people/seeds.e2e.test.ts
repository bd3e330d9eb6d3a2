import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPeopleDesk } from './people-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof startPeopleDesk>>;
beforeAll(async () => {
  desk = await startPeopleDesk([]);
});
afterAll(() => desk?.stop());

const seeded = (name: string, given: object = {}) => ({
  displayName: name,
  email: `${name}@example.test`,
  identities: [{ issuer: desk.service.issuer, subject: name }],
  roles: [{ role: 'AGENT', validFrom: '2026-01-01' }],
  ...given,
});
const signsIn = async (name: string) => (await desk.service.as(name).get('/v1/people')).status === 200;

describe('a seed', () => {
  it('makes nobody twice by a new sign-in service, and says whom it would', async () => {
    const everybodyAgain = ['clara', 'anna'].map((name) =>
      seeded(name, {
        ...{ email: name === 'clara' ? 'Clara@Example.test' : 'anna@example.test' },
        identities: [{ issuer: 'https://new.example.test', subject: name }],
      }),
    );
    expect(await desk.service.seedPeople(everybodyAgain)).toMatchObject({
      refusal: {
        reason: 'list-refused',
        faults: [
          { line: 1, column: 'email', code: 'ADDRESS_OF_ANOTHER', reason: expect.stringContaining('clara') },
          { line: 2, column: 'email', code: 'ADDRESS_OF_ANOTHER', reason: expect.stringContaining('anna') },
        ],
      },
    });
    await expect(
      desk.service.database.query(
        `insert into packet.person (person_id, version, display_name, email, active, updated_dt)
         select gen_random_uuid(), 1, 'x', upper(email), true, now() from packet.person limit 1`,
      ),
    ).rejects.toThrow('person_address_once');
  });

  it('adds accounts to those it knows until two administrators can decide', async () => {
    const more = [desk.service.issuer, 'https://second.example.test'].map((issuer) => ({
      issuer,
      subject: 'anna',
    }));
    expect(await desk.service.seedPeople([seeded('anna', { identities: more })])).toMatchObject({
      value: { changed: 1, proposed: null },
    });
    await desk.service.hire('ada', 'ADMIN');
    await desk.service.hire('alan', 'ADMIN');
  });

  it('only proposes from then on: nobody gets an account or a role by it before an administrator approves', async () => {
    const mallory = [desk.service.issuer, desk.service.issuer].map((issuer, index) => ({
      issuer,
      subject: index === 0 ? 'carl' : 'mallory',
    }));
    const seed = [seeded('carl', { identities: mallory }), seeded('nina')];
    const outcome = await desk.service.seedPeople(seed);
    expect(outcome).toMatchObject({ value: { added: 0, changed: 0, proposed: expect.any(String) } });
    expect([await signsIn('mallory'), await signsIn('nina')]).toEqual([false, false]);
    expect(await desk.service.seedPeople(seed)).toEqual(outcome);

    const id = outcome.ok ? (outcome.value.proposed ?? '') : '';
    expect(
      bodyOf(await desk.service.as('alan').get('/v1/people/imports/{id}', { path: { id } })),
    ).toMatchObject({
      proposedBy: { personId: 'service:packet-service' },
      changes: [
        { effect: 'CHANGED', after: { identities: { length: 2 }, roles: [{ role: 'CFO' }] } },
        { effect: 'NEW', after: { displayName: 'nina' } },
      ],
    });
    bodyOf(await desk.approve('alan', id));
    expect([await signsIn('mallory'), await signsIn('nina')]).toEqual([true, true]);
    expect(await desk.service.seedPeople(seed)).toMatchObject({ value: { unchanged: 2, proposed: null } });
  });

  it('proposes nothing that a list could not', async () => {
    const twin = seeded('clara', { identities: [{ issuer: 'https://new.example.test', subject: 'clara' }] });
    expect(await desk.service.seedPeople([twin])).toMatchObject({ refusal: { reason: 'list-refused' } });
  });
});
