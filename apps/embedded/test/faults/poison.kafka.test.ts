import { checkInstallation } from '@recoup/cli/check/check-installation';
import { listAt, textAt } from '@recoup/cli/session/json-path';
import { type Answer, signIn } from '@recoup/cli/session/session';
import { topics } from '@recoup/contracts/topics';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, wholeLine } from '../installation/installation.fixture.ts';
import { type Poison, poison, poisonFor } from '../installation/poison.fixture.ts';

/** Who listens to what. */
const listeners: Readonly<Record<string, readonly string[]>> = {
  [topics.packets]: ['ledger', 'notifier'],
  [topics.ledger]: ['packet', 'notifier', 'risk'],
  [topics.riskCases]: ['packet', 'notifier'],
  [topics.receivables]: ['packet', 'risk'],
  [topics.people]: ['ledger', 'notifier', 'risk'],
  [topics.syncShards]: ['risk'],
};

let line: Line;
let poisons: ReadonlyMap<string, readonly Poison[]>;
const lettersOf = async (service: string, state = 'dead') => {
  const { body } = await line.ask('operator-1', 'GET', `/${service}/v1/dead-letters?state=${state}`);
  return listAt(body, 'items');
};
const services = ['ledger', 'packet', 'risk', 'notifier'];
const dueTo = (service: string) =>
  [...poisons].filter(([topic]) => listeners[topic]?.includes(service)).flatMap(([, own]) => own);

describe.runIf(kafkaAvailable())('what no service can take in, on every topic', () => {
  beforeAll(async () => {
    line = await wholeLine({ processes: 'each', bus: 'kafka' });
    poisons = new Map(Object.keys(listeners).map((topic) => [topic, poisonFor(topic)]));
    for (const [topic, own] of poisons) await poison(line.brokers, topic, own);
  }, 240_000);
  afterAll(() => line?.stop(), 60_000);

  it('is kept by each of its listeners with its reason and its bytes', async () => {
    for (const service of services) {
      const due = dueTo(service);
      await eventually(async () => expect(await lettersOf(service)).toHaveLength(due.length), 60_000);
      const letters = await lettersOf(service);
      for (const { key, errorClass, value } of due) {
        const letter = letters.find((one) => textAt(one, 'key') === key);
        expect(letter).toMatchObject({ errorClass, state: 'dead' });
        const path = `/${service}/v1/dead-letters/${textAt(letter, 'deadLetterId')}`;
        const { body } = await line.ask('operator-1', 'GET', path);
        const kept = textAt(body, 'value');
        expect(kept === '' ? null : Buffer.from(kept, 'base64').toString()).toBe(value);
      }
    }
  }, 300_000);

  it('does not hold up the line', async () => {
    const items = await line.openItems({ invoice: 'beside poison' });
    const id = await line.draft('Beside poison', items);
    await line.withEvidence(id, items);
    await line.submit(id);
    for (const approver of ['agent-1', 'dept-head-1', 'vp-client-accounting-1'])
      expect((await line.decide(approver, id, 'APPROVE')).status).toBe(200);
    await line.becomes(id, 'COMPLETE');
  }, 90_000);

  it('is still refused when it is replayed, and goes when the operator discards it and says why', async () => {
    const session = await signIn(line.address, 'operator-1');
    const alarmed = await checkInstallation(session);
    expect(alarmed.lines.filter((one) => one.startsWith('BROKEN'))).toHaveLength(services.length);
    for (const service of services) {
      for (const letter of await lettersOf(service)) {
        const path = `/${service}/v1/dead-letters/${textAt(letter, 'deadLetterId')}`;
        const act = (login: string, name: string, body: object) =>
          line.ask(login, 'POST', `${path}/${name}`, { body });
        const why = { reason: 'put there by a test' };
        const preview = await act('operator-1', 'replay/preview', {});
        expect(preview).toMatchObject({ status: 200, body: { outcome: 'fails' } });
        const confirmed = async (action: string, asked: Answer) => {
          expect(asked.status).toBe(202);
          const open = listAt(asked.body, 'requests').at(-1);
          const requestId = textAt(open, 'requestId');
          return { requestId, answer: await act('operator-2', 'confirmation', { requestId, action }) };
        };
        const replayed = await act('operator-1', 'replay', why);
        if (service === 'ledger') {
          const { requestId, answer } = await confirmed('replay', replayed);
          expect(textAt(answer.body, 'code')).toBe('REPLAY_FAILED');
          expect((await act('operator-2', 'withdrawal', { requestId })).status).toBe(200);
        } else expect(replayed.status).toBe(409);
        expect((await act('operator-1', 'discard', { reason: ' ' })).status).toBe(400);
        expect((await act('auditor-1', 'discard', why)).status).toBe(403);
        const discarded = await act('operator-1', 'discard', why);
        if (service === 'ledger') expect((await confirmed('discard', discarded)).answer.status).toBe(200);
        else expect(discarded.status).toBe(200);
        expect(textAt((await act('operator-1', 'discard', why)).body, 'code')).toBe('ALREADY_RESOLVED');
      }
      expect(await lettersOf(service)).toEqual([]);
      expect(await lettersOf(service, 'discarded')).toHaveLength(dueTo(service).length);
    }
    await eventually(async () => {
      const { lines } = await checkInstallation(session);
      expect(lines.filter((one) => one.startsWith('BROKEN'))).toEqual([]);
    }, 60_000);
  }, 240_000);
});
