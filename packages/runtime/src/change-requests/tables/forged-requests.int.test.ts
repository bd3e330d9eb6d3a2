import { randomUUID } from 'node:crypto';
import { eventOfRequest } from '@recoup/testkit/event-of-request';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { contentHashOf, hashedText } from '../content-hash.ts';
import { Limits, limitsOf } from '../limits.fixture.ts';

const { database, server } = await notesInTest(4, [Limits]);
const desk = limitsOf(database);
const [kofi, sofia] = [await desk.hire(), await desk.hire()];
const payloadOf = (entity: string) => ({
  entity,
  amount: 5,
  'ä\n"\u{1F4B6}': ['\u{FFFD}', { b: 1.5, a: null }],
  '\u{FFFD}': true,
});
const content = { kind: 'LIMIT', before: null, validFrom: null };

type Said = Readonly<Record<string, string>>;
const values = (columns: Said) =>
  `(${Object.keys(columns).join(', ')}) values (${Object.values(columns).join(', ')})`;
const text = (value: string) => `'${value}'`;

/** A proposal of somebody known, made now, and the event that says so. */
const aProposal = (id: string, change: Said = {}) => {
  const payload = payloadOf(id);
  const proposal = { ...content, payload, subject: id };
  const hash = contentHashOf(proposal);
  const columns = {
    change_request_id: text(id),
    kind: text('LIMIT'),
    subject: text(id),
    subject_key: text(id),
    payload: `'${JSON.stringify(payload)}'::jsonb`,
    before: `'null'`,
    hashed_text: text(hashedText(proposal)),
    content_hash: text(hash),
    beneficiaries: `'{}'`,
    proposed_by: text(kofi),
    proposed_by_name: `'Kofi'`,
    proposed_at: 'now()',
    expires_at: `now() + interval '9 years'`,
    ...change,
  };
  return `insert into change_request ${values(columns)}`;
};
const anApproval = (id: string, change: Said = {}) => {
  const columns = {
    state: `'APPROVED'`,
    decided_by: text(sofia),
    decided_by_name: `'Sofia'`,
    decided_at: 'now()',
    decided_on: `(now() at time zone 'UTC')::date`,
    ...change,
  };
  const set = Object.entries(columns).map(([column, value]) => `${column} = ${value}`);
  return `update change_request set ${set.join(', ')} where change_request_id = '${id}'`;
};
const published = (id: string, action: 'proposed' | 'approved', said: Said = {}, envelope: Said = {}) =>
  eventOfRequest('notes', id, action, said, envelope);

/** In one transaction, as the role of the service. */
const forging = (...statements: readonly string[]) =>
  database.transaction(async () => {
    for (const statement of statements) await database.query(sql.raw(statement));
  });
const proposing = async (change: Said = {}, said: Said = {}) => {
  const id = randomUUID();
  await forging(aProposal(id, change), published(id, 'proposed', said));
  return id;
};

describe('the role of the service', () => {
  it('keeps what somebody known proposes and another decides now, with the events that say so', async () => {
    const id = await proposing();
    await forging(anApproval(id), published(id, 'approved'));
    expect(
      await server.query('select state from notes.change_request where change_request_id = $1', [id]),
    ).toEqual([{ state: 'APPROVED' }]);
  });

  it('lets no human decide under another entry what they proposed or what gives them something', async () => {
    const twin = await desk.hireAgain(kofi);
    const [own, gift] = [await proposing(), randomUUID()];
    const byTwin = { decided_by: text(twin) };
    await expect(forging(anApproval(own, byTwin))).rejects.toThrow('is the human who decides it');
    const proposal = aProposal(gift, { proposed_by: text(sofia), beneficiaries: `'{${kofi}}'` });
    await expect(forging(proposal, anApproval(gift, byTwin))).rejects.toThrow(
      'gives or takes the human something who decides it',
    );
  });

  it.each<readonly [string, Said, Said, string]>([
    ['of an earlier day', { proposed_at: `now() - interval '1 hour'` }, {}, 'and it is'],
    ['of a later day', { proposed_at: `now() + interval '3 years'` }, {}, 'and it is'],
    ['about something else', { subject: `'E1'` }, {}, 'change_request_is_about_its_payload'],
    [
      'that its author may approve at once',
      { alone_from: `now() + interval '1 minute'` },
      {},
      'change_request_cools_for_an_hour',
    ],
    ['of nobody whom it knows', { proposed_by: text(randomUUID()) }, {}, 'nobody here is'],
    ['that says something else than was hashed', { before: `'{}'` }, {}, 'another hash'],
    ['under the hash of something else', { content_hash: `repeat('0', 64)` }, {}, 'another hash'],
    ['published as something else', {}, { contentHash: `repeat('0', 64)` }, 'no event says'],
    ['published as that of another', {}, { proposedBy: `'{"personId": "else"}'::jsonb` }, 'no event says'],
    ['published under another date', {}, { proposedAt: `now() - interval '1 hour'` }, 'no event says'],
  ])('makes up no proposal %s', async (_what, change, said, rule) => {
    await expect(proposing(change, said)).rejects.toThrow(rule);
  });

  it('makes up no proposal that nobody hears of', async () => {
    await expect(forging(aProposal(randomUUID()))).rejects.toThrow('no event says');
  });

  it.each<readonly [string, Said, Said, string]>([
    ['of an earlier time', { decided_at: `now() - interval '1 hour'` }, {}, 'and it is'],
    ['of a later time', { decided_at: `now() + interval '3 years'` }, {}, 'and it is'],
    ['of an earlier day', { decided_on: `(now() - interval '2 days')::date` }, {}, 'which is not today'],
    ['of a later day', { decided_on: `(now() + interval '2 days')::date` }, {}, 'which is not today'],
    ['of nobody whom it knows', { decided_by: text(randomUUID()) }, {}, 'nobody here is'],
    ['published as that of another', {}, { decidedBy: `'{"personId": "else"}'::jsonb` }, 'no event says'],
    ['published under another date', {}, { decidedAt: `now() - interval '1 hour'` }, 'no event says'],
  ])('makes up no decision %s', async (_what, change, said, rule) => {
    const id = await proposing();
    await expect(forging(anApproval(id, change), published(id, 'approved', said))).rejects.toThrow(rule);
  });

  it.each<readonly [string, Said, Said]>([
    ['of another kind', { kind: `'PERIOD'` }, {}],
    ['about something else', { subject: `'E2'` }, {}],
    ['for another reason', { reason: `'because'` }, {}],
    ['that holds from another day', { validFrom: `'2020-01-01'` }, {}],
    ['of another request', { changeRequestId: 'gen_random_uuid()' }, {}],
    ['by somebody under another name', { decidedBy: text('x') }, {}],
    ['of one person alone', { alone: 'true' }, {}],
    ['as a withdrawal', {}, { type: `'recoup.change-request.withdrawn.v1'` }],
    ['as another event', {}, { id: 'gen_random_uuid()' }],
    ['as an event of another request', {}, { subject: 'gen_random_uuid()' }],
    ['as another turn of it', {}, { sequence: '3' }],
  ])('publishes no decision %s', async (_what, said, envelope) => {
    const id = await proposing();
    await expect(forging(anApproval(id), published(id, 'approved', said, envelope))).rejects.toThrow(
      'no event says',
    );
  });

  it('makes up no decision that nobody hears of', async () => {
    const id = await proposing();
    await expect(forging(anApproval(id))).rejects.toThrow('no event says');
  });

  it('says nothing of the clock that decisions are dated by', async () => {
    await expect(forging(`update decision_clock set business_date = '2020-01-01'`)).rejects.toThrow(
      'permission denied',
    );
  });
});
