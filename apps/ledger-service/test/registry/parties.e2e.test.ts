import { PartyChangedV1 } from '@recoup/contracts/party-changed.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { header, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
let first: string;
let second: string;
let inBritain: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'client-accounting-2': 'CLIENT_ACCOUNTING',
    'uk-accounting': 'CLIENT_ACCOUNTING@UK01',
    'admin-1': 'ADMIN',
  });
  [first, second] = [await ledger.token('client-accounting-1'), await ledger.token('client-accounting-2')];
  inBritain = await ledger.token('uk-accounting');
  // Of one client and one debtor in each row: three clients that are one in truth, and a fourth.
  await upload('erp', ['A-1', 'Starlight Films, Inc.'], ['A-2', 'Another Client']);
  await upload('by-entity', ['Z-7', 'STARLIGHT FILMS INC']);
  await upload('many-names', ['A-1', 'Moonlight']);
});
afterAll(() => ledger.stop());

let uploaded = 0;
const upload = async (source: string, ...clients: readonly (readonly [number: string, name: string])[]) => {
  const rows = clients.map(([number, name]) => {
    uploaded += 1;
    return row(`INV-${uploaded}`, '100.00', '0.00')
      .replace(/C-1,[^,]*/, `${number},"${name}"`)
      .replace(/B-1,[^,]*/, `D-${uploaded},Debtor ${uploaded}`);
  });
  const answer = await ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31', source },
    token: first,
    upload: { bytes: [header, ...rows].join('\n'), type: 'text/csv' },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
};

const client = async (source: string, number: string) => {
  const query = { kind: 'CLIENT', source, number } as const;
  const { items } = bodyOf(await ledger.call.get('/v1/parties', { query, token: first }));
  const [found] = items;
  if (!found) throw new Error(`no client ${number} of ${source}`);
  return found;
};
const idOf = async (source: string, number: string) => (await client(source, number)).partyId;
type Act = '/v1/parties/{id}/same-as' | '/v1/parties/{id}/separation';
const propose = (path: Act, id: string, otherPartyId: string, token = first) =>
  ledger.call.post(path, { path: { id }, body: { otherPartyId, reason: 'one customer' }, token });
const decide = async (path: Act, id: string, otherPartyId: string) => {
  const { changeRequestId } = bodyOf(await propose(path, id, otherPartyId));
  const approved = await ledger.approve(changeRequestId, second);
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);
  return changeRequestId;
};
const same = (id: string, other: string) => decide('/v1/parties/{id}/same-as', id, other);
const separate = (id: string, other: string) => decide('/v1/parties/{id}/separation', id, other);
const refusalOf = async (path: Act, id: string, other: string, token = first) => {
  const { status, body } = await propose(path, id, other, token);
  return { status, ...('code' in body ? { code: body.code } : {}) };
};

/** What the others were told of parties, in order. */
const published = async () => {
  const rows = await ledger.database.query<{ message: Buffer }>(
    `select message from ledger.outbox where topic = 'recoup.parties.v1' order by id`,
  );
  return rows.map(({ message }) => {
    const { data, sequence } = JSON.parse(String(message));
    return { ...PartyChangedV1.data.parse(data), sequence };
  });
};

const pairs = async (token = first) => {
  const query = { kind: 'CLIENT' } as const;
  const { items } = bodyOf(await ledger.call.get('/v1/parties/look-alikes', { query, token }));
  return items.map(({ party, other, sameName, sameNumber }) => ({
    parties: [`${party.source} ${party.number}`, `${other.source} ${other.number}`].sort(),
    sameName,
    sameNumber,
  }));
};

describe('parties that look like one', () => {
  it('are listed by name and by number, and joined by nobody', async () => {
    expect(await pairs()).toEqual(
      expect.arrayContaining([
        { parties: ['by-entity Z-7', 'erp A-1'], sameName: true, sameNumber: false },
        { parties: ['erp A-1', 'many-names A-1'], sameName: false, sameNumber: true },
      ]),
    );
    expect(await pairs()).toHaveLength(2);
    const one = await client('erp', 'A-1');
    expect(one.onePartyId).toBe(one.partyId);
  });

  it('are listed page by page', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const query = { kind: 'CLIENT', limit: 1, ...(after === undefined ? {} : { after }) } as const;
      const { items, page } = bodyOf(
        await ledger.call.get('/v1/parties/look-alikes', { query, token: first }),
      );
      seen.push(...items.map(({ party, other }) => `${party.partyId} ${other.partyId}`));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(2);
    expect(seen).toHaveLength(2);
  });

  it('are not there for those whose role covers other entities alone', async () => {
    expect(await pairs(inBritain)).toEqual([]);
    const { items } = bodyOf(await ledger.call.get('/v1/parties', { token: inBritain }));
    expect(items).toEqual([]);
    const [one, other] = [await idOf('erp', 'A-1'), await idOf('by-entity', 'Z-7')];
    expect(await refusalOf('/v1/parties/{id}/same-as', one, other, inBritain)).toEqual({
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});

describe('two parties', () => {
  it('are one once two people have declared it, and so are all that one of them is one with', async () => {
    const [a, b, c] = [
      await idOf('erp', 'A-1'),
      await idOf('by-entity', 'Z-7'),
      await idOf('many-names', 'A-1'),
    ];
    const { changeRequestId } = bodyOf(
      await propose('/v1/parties/{id}/same-as', a.toUpperCase(), b.toUpperCase()),
    );
    expect((await ledger.approve(changeRequestId, first)).body).toMatchObject({ code: 'OWN_PROPOSAL' });
    expect((await client('erp', 'A-1')).onePartyId).toBe(a);
    expect((await ledger.approve(changeRequestId, second)).status).toBe(200);
    await same(c, b);

    const [least] = [a, b, c].sort();
    const { items } = bodyOf(
      await ledger.call.get('/v1/parties', { query: { onePartyId: least }, token: first }),
    );
    expect(items.map(({ partyId }) => partyId).sort()).toEqual([a, b, c].sort());
    expect(await pairs()).toEqual([]);
    expect(
      bodyOf(await ledger.call.get('/v1/parties/{id}', { path: { id: a }, token: first })),
    ).toMatchObject({
      sameAs: [
        {
          party: { partyId: b, source: 'by-entity', number: 'Z-7' },
          from: '2026-03-31',
          reason: 'one customer',
          proposedBy: { name: 'client-accounting-1' },
          approvedBy: { name: 'client-accounting-2' },
          changeRequestId,
          ended: null,
        },
      ],
    });
    const states = new Map((await published()).map((state) => [state.partyId, state.onePartyId]));
    expect(states).toEqual(new Map([a, b, c].map((id) => [id, least])));
  });

  it('are not declared one again, be it through others', async () => {
    const [a, b, c] = [
      await idOf('erp', 'A-1'),
      await idOf('by-entity', 'Z-7'),
      await idOf('many-names', 'A-1'),
    ];
    for (const [one, other] of [
      [a, b],
      [b, a],
      [a, c],
      [a, a],
    ] as const)
      expect(await refusalOf('/v1/parties/{id}/same-as', one, other)).toEqual({
        status: 409,
        code: 'ONE_PARTY_ALREADY',
      });
    expect(await refusalOf('/v1/parties/{id}/separation', a, c)).toEqual({
      status: 409,
      code: 'NOT_DECLARED_SAME',
    });
  });

  it('must be of one kind, and exist', async () => {
    const query = { kind: 'DEBTOR', source: 'erp' } as const;
    const { items } = bodyOf(await ledger.call.get('/v1/parties', { query, token: first }));
    const [a, debtor] = [await idOf('erp', 'A-1'), items[0]?.partyId ?? ''];
    expect(await refusalOf('/v1/parties/{id}/same-as', a, debtor)).toEqual({
      status: 409,
      code: 'PARTY_OF_ANOTHER_KIND',
    });
    const nobody = '019d3f6a-1c00-7e52-9d20-41c8e6f7a803';
    expect(await propose('/v1/parties/{id}/same-as', a, nobody)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', errors: [{ pointer: '/otherPartyId' }] },
    });
  });

  it('are apart again once two people have ended it, and each keeps what else was declared of it', async () => {
    const [a, b, c] = [
      await idOf('erp', 'A-1'),
      await idOf('by-entity', 'Z-7'),
      await idOf('many-names', 'A-1'),
    ];
    const before = (await published()).length;
    const changeRequestId = await separate(b, a);
    expect((await client('erp', 'A-1')).onePartyId).toBe(a);
    const [least] = [b, c].sort();
    expect((await client('by-entity', 'Z-7')).onePartyId).toBe(least);
    expect((await client('many-names', 'A-1')).onePartyId).toBe(least);
    expect(
      bodyOf(await ledger.call.get('/v1/parties/{id}', { path: { id: b }, token: first })),
    ).toMatchObject({
      sameAs: [
        { party: { partyId: c }, ended: null },
        { party: { partyId: a }, ended: { on: '2026-03-31', changeRequestId } },
      ],
    });
    const news = (await published()).slice(before);
    expect(new Map(news.map((state) => [state.partyId, state.onePartyId]))).toEqual(
      new Map([
        [a, a],
        [b, least],
        [c, least],
      ]),
    );
    await same(a, b);
    expect((await client('erp', 'A-1')).onePartyId).toBe([a, b, c].sort()[0]);
  });
});

describe('the database', () => {
  const guarded = (by: 'enable always' | 'disable') =>
    ledger.database.query(`alter table ledger.party_same_as ${by} trigger party_same_as_is_decided`);
  const declare = (one: string, other: string, by: readonly [string, string] = ['anna', 'bert']) =>
    ledger.database.query(
      `with request as (
         select change_request_id from ledger.change_request where kind = 'PARTY_SEPARATION' limit 1)
       insert into ledger.party_same_as
         (party_same_as_id, kind, party_id, other_party_id, same_from, reason, proposed_by, approved_by, created_at,
          change_request_id)
       select gen_random_uuid(), kind, party_id, $2, '2026-03-31', 'test', $3, $4, now(), change_request_id
         from ledger.party, request where party_id = $1`,
      [one, other, ...by],
    );

  it('takes no declaration that two people did not decide in this very transaction', async () => {
    const [low, high] = [await idOf('by-entity', 'Z-7'), await idOf('erp', 'A-2')].sort();
    await expect(declare(low ?? '', high ?? '')).rejects.toThrow(/must be decided by two persons/);
  });

  it('lets nobody declare a circle, one person alone, or a client one with a debtor, were it decided', async () => {
    await guarded('disable');
    const [a, b, c, other] = [
      await idOf('erp', 'A-1'),
      await idOf('by-entity', 'Z-7'),
      await idOf('many-names', 'A-1'),
      await idOf('erp', 'A-2'),
    ];
    const [one, two] = [a, c].sort();
    await expect(declare(one ?? '', two ?? '')).rejects.toThrow(/the two are one party already/);
    await expect(declare(two ?? '', one ?? '')).rejects.toThrow(/same_parties_are_two/);
    const [low, high] = [b, other].sort();
    await expect(declare(low ?? '', high ?? '', ['anna', 'anna'])).rejects.toThrow(
      /same_parties_declared_by_another/,
    );
    const query = { kind: 'DEBTOR', source: 'erp' } as const;
    const { items } = bodyOf(await ledger.call.get('/v1/parties', { query, token: first }));
    const later = items.map(({ partyId }) => partyId).find((id) => id > a);
    await expect(declare(a, later ?? '')).rejects.toThrow(/foreign key/);
    await guarded('enable always');
  });
});
