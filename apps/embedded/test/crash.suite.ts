import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAt, textAt } from '../src/commands/answer-reading.ts';
import { checkLine } from '../src/commands/check-line.ts';
import { signIn } from '../src/commands/session.ts';
import { type Line, type Shape, wholeLine } from './whole-line.fixture.ts';

/** Which services can die where while one packet walks the whole line. */
const places: Readonly<Record<string, readonly string[]>> = {
  'http-before-effect': ['ledger', 'packet'],
  'http-in-transaction': ['packet'],
  'http-after-commit': ['ledger', 'packet'],
  'event-before-transaction': ['ledger', 'packet', 'risk', 'notifier'],
  'event-in-transaction': ['ledger', 'packet', 'risk', 'notifier'],
  'event-after-effect': ['ledger', 'packet', 'risk', 'notifier'],
  'relay-before-send': ['ledger', 'packet', 'risk', 'notifier'],
  'relay-after-send': ['ledger', 'packet', 'risk', 'notifier'],
  'relay-after-mark': ['ledger', 'packet', 'risk', 'notifier'],
  'gl-taken': ['ledger'],
  'gl-posted': ['ledger'],
  'mail-sending': ['notifier'],
  'mail-sent': ['notifier'],
};

const approvers = ['agent-1', 'dept-head-1', 'vp-client-accounting-1'];

/** One packet from its open item to its recovery. Every call is repeated under its key until it is answered. */
const walk = async (line: Line, name: string): Promise<string> => {
  const items = await line.openItems({ invoice: name });
  const id = await line.draft(name, items);
  await line.withEvidence(id, items);
  expect((await line.submit(id)).body).toMatchObject({ packetStatusCd: 'SUBMITTED' });
  for (const approver of approvers) expect((await line.decide(approver, id, 'APPROVE')).status).toBe(200);
  const complete = await line.becomes(id, 'COMPLETE');
  const asked = await line.ask('client-accounting-1', 'POST', `/packet/v1/packets/${id}/recovery`, {
    ifMatch: Number(textAt(complete, 'version')),
    body: {},
  });
  expect(asked.status).toBe(200);
  await line.becomes(id, 'RECOVERED');
  return id;
};

/** The general ledger holds one document for the write-off and one for the recovery, and nothing besides. */
const postedOnce = async (line: Line, packetId: string): Promise<void> => {
  const prefix = `WO-${packetId.replaceAll('-', '')}-USD-1`;
  await eventually(async () => {
    const state: unknown = await (await fetch(`${line.glAddress}/__admin/state`)).json();
    const keys = listAt(state, 'journals').map((journal) => textAt(journal, 'body', 'externalId'));
    expect(keys.filter((key) => key.startsWith(prefix)).sort()).toEqual([`${prefix}-E-1`, `${prefix}-R-1`]);
  }, 40_000);
};

/** Every person was told of the end once; a crash while a mail was on its way allows for one copy more. */
const toldOnce = async (line: Line, name: string, copies: number): Promise<void> => {
  await eventually(async () => {
    const ends = (await line.mails()).filter(
      (mail) => mail.subject.startsWith('Recovered') && mail.subject.includes(name),
    );
    const people = ends.flatMap((mail) => mail.to);
    expect(new Set(people).size).toBeGreaterThanOrEqual(approvers.length + 1);
    for (const person of new Set(people)) {
      expect(people.filter((one) => one === person).length).toBeLessThanOrEqual(copies);
    }
  }, 40_000);
};

const atRest = async (line: Line): Promise<void> => {
  const session = await signIn(line.address, 'operator-1');
  await eventually(async () => {
    const { lines } = await checkLine(session);
    expect(lines.filter((one) => one.startsWith('BROKEN'))).toEqual([]);
  }, 60_000);
};

/** Kills every service as kill -9 does at every place, at each of these passages, and asks all invariants after each. */
export const crashSuite = (bus: Shape['bus'], turns: readonly number[]): void => {
  let line: Line;
  let kills = 0;
  const orders = join(tmpdir(), `recoup-failpoint-${randomUUID()}`);
  const orderOf = (schema: string) => `${orders}-${schema}`;

  beforeAll(async () => {
    line = await wholeLine({ processes: 'each', bus });
    for (const { schema, restart } of line.processes) await restart({ FAILPOINT_FILE: orderOf(schema) });
  }, 180_000);
  afterAll(async () => {
    await line?.stop();
    console.log(`${kills} services were killed over ${bus}; every invariant held after each`);
  }, 60_000);

  const victimOf = (schema: string) => {
    const victim = line.processes.find((one) => one.schema === schema);
    if (!victim) throw new Error(`no process of ${schema}`);
    return victim;
  };

  const cases = turns.flatMap((turn) =>
    Object.entries(places).map(([place, schemas]) => ({ place, schemas, turn, names: schemas.join(', ') })),
  );

  describe('services that die in the course of one packet', () => {
    it.each(cases)(
      'at $place, passage $turn ($names), lose and double nothing',
      async ({ place, schemas, turn }) => {
        const before = schemas.map((schema) => victimOf(schema).pid());
        for (const schema of schemas) writeFileSync(orderOf(schema), `${place}:${turn}`);
        const name = `${place} ${turn}`;

        const packetId = await walk(line, name);
        await postedOnce(line, packetId);
        await toldOnce(line, name, place.startsWith('mail') ? 2 : 1);

        await eventually(() => {
          const dead = schemas.filter((schema, at) => victimOf(schema).pid() !== before[at]);
          expect(dead).toEqual(schemas);
        }, 30_000);
        kills += schemas.length;
        await atRest(line);
      },
      200_000,
    );

    it('at any moment, two at once, lose and double nothing', async () => {
      for (const pair of [
        ['ledger', 'packet'],
        ['packet', 'notifier'],
        ['risk', 'ledger'],
      ] as const) {
        const name = `both ${pair.join(' and ')}`;
        const walking = walk(line, name);
        await new Promise((resolve) => setTimeout(resolve, 400));
        for (const schema of pair) {
          const pid = victimOf(schema).pid();
          if (pid !== undefined) process.kill(pid, 'SIGKILL');
          kills += 1;
        }
        const packetId = await walking;
        await postedOnce(line, packetId);
        await toldOnce(line, name, 2);
        await atRest(line);
      }
    }, 240_000);
  });
};
