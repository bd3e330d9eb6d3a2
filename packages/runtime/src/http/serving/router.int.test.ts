import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import express from 'express';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { directoryTables } from '../../database/tables/runtime-tables.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { addressOf, close, listen } from '../../process/listening.ts';
import { createLogger } from '../../process/logger.ts';
import { createMetrics } from '../../process/metrics.ts';
import { type Endpoint, endpoint, problem } from '../endpoint.ts';
import { copiedDirectory, keepPeople, type PersonState, type RoleGrant } from '../people-directory.ts';
import { createRouter } from './router.ts';

class AddPeople extends Migration {
  override up(): void {
    for (const statement of directoryTables) this.addSql(statement);
  }
}

const { database } = await notesInTest(4, [AddPeople]);
const issuer = 'https://issuer.example';
const today = '2026-03-02';

const turnNote: Pick<Endpoint, 'params' | 'body'> & { readonly answer: z.ZodType } = {
  params: z.object({ noteId: z.uuid() }),
  body: z.object({ turn: z.int() }),
  answer: z.object({ turnedBy: z.string(), effects: z.int() }),
};
const note = randomUUID();
/** How often the work of a request was done. */
let effects = 0;
const turning = (method: 'post' | 'put', path: string, ifMatch: boolean): Endpoint =>
  endpoint({
    ...turnNote,
    method,
    path,
    summary: 'Turn a note',
    access: { anyOf: ['CONTROLLER'] },
    ifMatch,
    handle: async ({ actor }) => {
      effects += 1;
      return { body: { turnedBy: actor.personId, effects } };
    },
  });

const adding = endpoint({
  method: 'post',
  path: '/v1/notes',
  summary: 'Add a note',
  access: 'signed-in',
  body: z.object({ turn: z.int() }),
  status: 201,
  answer: z.object({ turn: z.int() }),
  refuses: [{ status: 409, code: 'WRONG_STATE' }],
  handle: async ({ body: { turn } }) =>
    turn < 0
      ? problem(409, 'WRONG_STATE', 'There is no such turn')
      : { status: 201, version: turn, headers: { location: `/v1/notes/${note}` }, body: { turn } },
});

let address: string;
beforeAll(async () => {
  const router = createRouter({
    endpoints: [
      turning('post', '/v1/notes/{noteId}/turn', false),
      turning('post', '/v1/notes/{noteId}/versions', true),
      turning('put', '/v1/notes/{noteId}', false),
      adding,
    ],
    database,
    verify: async (authorization) => ({ issuer, subject: authorization ?? '' }),
    directory: copiedDirectory(database),
    today: () => today,
    logger: createLogger('test', 'silent'),
    metrics: createMetrics('test'),
    checkAnswers: true,
  });
  const server = await listen(express().use(router), 0, '127.0.0.1');
  afterAll(() => close(server));
  address = addressOf(server);
});

const controller: RoleGrant = {
  ...{ role: 'CONTROLLER', entity: null, department: null, clientId: null },
  ...{ validFrom: '2026-01-01', validUntil: null },
};
const person = (given: Partial<PersonState> = {}): PersonState => {
  const personId = randomUUID();
  return {
    ...{ personId, version: 1, displayName: 'Kim', email: 'kim@firm.example', active: true },
    identities: [{ issuer, subject: personId }],
    roles: [controller],
    ...given,
  };
};
const hired = async (given: Partial<PersonState> = {}): Promise<PersonState> => {
  const kim = person(given);
  await keepPeople(database, [kim]);
  return kim;
};

type Given = {
  readonly method?: string;
  readonly path?: string;
  readonly turn?: number;
  readonly key?: string;
  readonly seen?: number;
};
const request = async ({ identities: [identity] }: PersonState, given: Given = {}) => {
  const { method = 'POST', path = `/v1/notes/${note}/turn`, turn = 1, key = randomUUID(), seen } = given;
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      authorization: identity?.subject ?? '',
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }),
    },
    body: JSON.stringify({ turn }),
  });
  const { status, headers } = response;
  const [replayed, etag, location] = ['idempotency-replayed', 'etag', 'location'].map((name) =>
    headers.get(name),
  );
  const body: unknown = await response.json();
  return { status, replayed, etag, location, body };
};

describe('one Idempotency-Key', () => {
  it('of the same request gives the first answer again, and the work is done once', async () => {
    const [kim, key] = [await hired(), randomUUID()];
    const first = await request(kim, { key });
    const before = effects;

    expect(await request(kim, { key })).toEqual({ ...first, replayed: 'true' });

    expect(effects).toBe(before);
    expect(first).toMatchObject({ status: 200, replayed: null, body: { turnedBy: kim.personId } });
  });

  const versions = `/v1/notes/${note}/versions`;
  it.each<[string, Given, Given]>([
    ['another body', {}, { turn: 2 }],
    ['another address', {}, { path: `/v1/notes/${randomUUID()}/turn` }],
    ['another version seen', { path: versions, seen: 4 }, { path: versions, seen: 5 }],
  ])('with %s is refused, and its work is not done', async (_other, given, other) => {
    const [kim, key] = [await hired(), randomUUID()];
    expect((await request(kim, { ...given, key })).status).toBe(200);
    const before = effects;

    expect(await request(kim, { ...given, ...other, key })).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });

    expect(effects).toBe(before);
  });

  it('of two people serves both, and neither sees the answer of the other', async () => {
    const [kim, sofia, key] = [await hired(), await hired(), randomUUID()];

    for (const asking of [kim, sofia])
      expect(await request(asking, { key })).toMatchObject({
        status: 200,
        replayed: null,
        body: { turnedBy: asking.personId },
      });
  });

  it('gives a first answer again with its status, its version and its headers', async () => {
    const [kim, key] = [await hired(), randomUUID()];
    const added = { path: '/v1/notes', turn: 7, key };
    const first = await request(kim, added);
    expect(first).toMatchObject({ status: 201, etag: '"7"', location: `/v1/notes/${note}` });

    expect(await request(kim, added)).toEqual({ ...first, replayed: 'true' });
  });

  it('of a request that was refused is free: a refusal changed nothing', async () => {
    const [kim, key] = [await hired(), randomUUID()];
    const refused = { path: '/v1/notes', turn: -1, key };
    expect(await request(kim, refused)).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });

    expect(await request(kim, { ...refused, turn: 7 })).toMatchObject({ status: 201, replayed: null });
  });

  it('is not asked for where a repeated request does the same anyway', async () => {
    const [kim, key] = [await hired(), randomUUID()];
    const put = { method: 'PUT', path: `/v1/notes/${note}`, key };
    await request(kim, put);

    expect(await request(kim, put)).toMatchObject({ status: 200, replayed: null });
    expect(await database.query(sql`select from idempotency_key where key = ${key}`)).toEqual([]);
  });
});

describe('whoever asks', () => {
  const needsRole = { status: 403, body: { code: 'ROLE_REQUIRED' } };
  const unknown = { status: 403, body: { code: 'UNKNOWN_PERSON' } };
  const withRoles = (...roles: readonly Partial<RoleGrant>[]): Partial<PersonState> => ({
    roles: roles.map((role) => ({ ...controller, ...role })),
  });

  it.each<[string, Partial<PersonState>, object]>([
    ['with the role is served', {}, { status: 200 }],
    ['with another role is refused', withRoles({ role: 'AUDITOR' }), needsRole],
    ['whose role begins tomorrow is refused', withRoles({ validFrom: '2026-03-03' }), needsRole],
    ['whose role begins today is served', withRoles({ validFrom: today }), { status: 200 }],
    ['whose role ends today is served', withRoles({ validUntil: today }), { status: 200 }],
    ['whose role ended yesterday is refused', withRoles({ validUntil: '2026-03-01' }), needsRole],
    ['who has left is refused', { active: false }, unknown],
    [
      'with a sign-in of another issuer is refused',
      { identities: [{ issuer: 'x', subject: 'kim' }] },
      unknown,
    ],
  ])('%s', async (_rule, given, answer) => {
    expect(await request(await hired(given))).toMatchObject(answer);
  });

  it.each<[string, Partial<PersonState>, object]>([
    ['loses a role', { roles: [] }, needsRole],
    ['leaves', { active: false }, unknown],
    ['loses a sign-in', { identities: [] }, unknown],
  ])('is refused at the next request once that person %s', async (_change, change, answer) => {
    const kim = await hired();
    expect((await request(kim)).status).toBe(200);

    await keepPeople(database, [{ ...kim, ...change, version: 2 }]);

    expect(await request(kim)).toMatchObject(answer);
  });

  it('is served at the next request once the role is given', async () => {
    const kim = await hired({ roles: [] });
    expect(await request(kim)).toMatchObject(needsRole);

    await keepPeople(database, [{ ...kim, roles: [controller], version: 2 }]);

    expect((await request(kim)).status).toBe(200);
  });

  it('gets an earlier answer again only while the role is held', async () => {
    const [kim, key] = [await hired(), randomUUID()];
    await request(kim, { key });

    await keepPeople(database, [{ ...kim, roles: [], version: 2 }]);

    expect(await request(kim, { key })).toMatchObject(needsRole);
  });
});
