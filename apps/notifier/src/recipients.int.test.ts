import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { keepPeople, type RoleGrant } from '@recoup/runtime/http/people-directory';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Audience, holders, mailAbout, people, type Reach } from './mails/mail.ts';
import { migrations } from './migrations/list.ts';
import { addressMails } from './recipients.ts';

const schema = { schema: 'notifier', migrations };
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await testDatabase('notifier');
  await migrate({ ...schema, url: server.ownerUrl('notifier') });
  database = await openDatabase({ ...schema, url: server.runtimeUrl('notifier') });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});
beforeEach(() =>
  server.query('truncate notifier.directory_person, notifier.directory_role, notifier.directory_identity'),
);

const today = '2026-03-02';
const [acme, bolt] = [randomUUID(), randomUUID()];
const aGrant = (given: Partial<RoleGrant> = {}): RoleGrant => ({
  ...{ role: 'AGENT', entity: null, department: null, clientId: null },
  ...{ validFrom: '2026-01-01', validUntil: null },
  ...given,
});
const hire = async (roles: readonly RoleGrant[], active = true): Promise<string> => {
  const personId = randomUUID();
  const person = { displayName: 'Ann', email: 'ann@firm.example', identities: [] };
  await keepPeople(database, [{ personId, version: 1, active, roles, ...person }]);
  return personId;
};
const mailTo = (template: string, ...to: readonly Audience[]) =>
  mailAbout({ kind: 'packet', id: randomUUID() }, template, {
    ...{ subject: 'Approve write-off', closing: 'You sign next.', facts: [], button: { label: 'Review' } },
    to,
  });
const addressed = async (...to: readonly Audience[]) =>
  (await addressMails(database, [mailTo('due', ...to)], today)).map(({ recipient }) => recipient.personId);

const packet: Reach = { entities: ['US01', 'UK01'], departments: ['Music'], clientId: acme };

describe('a mail to those who hold a role', () => {
  it.each<[string, readonly RoleGrant[], boolean]>([
    ['for everything', [aGrant()], true],
    ['from today on', [aGrant({ validFrom: today })], true],
    ['from tomorrow on', [aGrant({ validFrom: '2026-03-03' })], false],
    ['until today', [aGrant({ validUntil: today })], true],
    ['until yesterday', [aGrant({ validUntil: '2026-03-01' })], false],
    ['of another kind', [aGrant({ role: 'DEPT_HEAD' })], false],
    ['for one of its entities', [aGrant({ entity: 'US01' })], false],
    ['for each of its entities', [aGrant({ entity: 'US01' }), aGrant({ entity: 'UK01' })], true],
    [
      'for each of its entities, of one no longer',
      [aGrant({ entity: 'US01' }), aGrant({ entity: 'UK01', validUntil: '2026-03-01' })],
      false,
    ],
    ['for its department', [aGrant({ department: 'Music' })], true],
    ['for another department', [aGrant({ department: 'Film' })], false],
    ['for its client', [aGrant({ clientId: acme })], true],
    ['for another client', [aGrant({ clientId: bolt })], false],
  ])('%s', async (_held, roles, written) => {
    const ann = await hire(roles);
    expect(await addressed(holders('AGENT', packet))).toEqual(written ? [ann] : []);
  });

  it('is for nobody who has left, though the role has no end', async () => {
    await hire([aGrant()], false);
    expect(await addressed(holders('AGENT', packet))).toEqual([]);
  });

  it('is for nobody who may not act', async () => {
    const [ann, submitter] = [await hire([aGrant()]), await hire([aGrant()])];
    expect(await addressed(holders('AGENT', packet, [submitter]))).toEqual([ann]);
  });

  it('about no entity or client in particular is for those whose role has no such limit', async () => {
    const ann = await hire([aGrant()]);
    await hire([aGrant({ entity: 'US01' })]);
    await hire([aGrant({ clientId: acme })]);
    expect(await addressed(holders('AGENT', { entities: [], departments: [], clientId: null }))).toEqual([
      ann,
    ]);
  });
});

describe('a mail to people by name', () => {
  it('is for those who are here, and for nobody who has left or is not known', async () => {
    const [here, left] = [await hire([]), await hire([aGrant()], false)];
    expect(await addressed(people([here, left, randomUUID()]))).toEqual([here]);
  });

  it('goes once to somebody who is named twice, or named and a holder of the role', async () => {
    const ann = await hire([aGrant()]);
    expect(await addressed(people([ann, ann]), holders('AGENT', packet))).toEqual([ann]);
  });

  it('is the first of an event that is for them', async () => {
    const ann = await hire([aGrant()]);
    const uma = await hire([]);
    const mails = [mailTo('task', holders('AGENT', packet)), mailTo('notice', people([ann, uma]))];
    const written = await addressMails(database, mails, today);
    expect(written.map(({ mail, recipient }) => [mail.template, recipient.personId])).toEqual([
      ['task', ann],
      ['notice', uma],
    ]);
  });
});
