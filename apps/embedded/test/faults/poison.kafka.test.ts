import { checkInstallation } from '@recoup/cli/check/check-installation';
import type { DeadLetter } from '@recoup/cli/commands/dead-letters/find-dead-letters';
import type { Result } from '@recoup/cli/session/api-client';
import { accepted, signIn } from '@recoup/cli/session/session';
import type { Answer } from '@recoup/contracts/api-client';
import { topics } from '@recoup/contracts/topics';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { eventually } from '@recoup/testkit/eventually';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Installation, usedInstallation } from '../installation/installation.fixture.ts';
import { type Poison, poison, poisonFor } from '../installation/poison.fixture.ts';

/** Who listens to what. */
const listeners: Readonly<Record<string, readonly string[]>> = {
  [topics.packets]: ['ledger', 'notifier'],
  [topics.ledger]: ['packet', 'notifier', 'risk'],
  [topics.riskCases]: ['packet', 'notifier'],
  [topics.receivables]: ['packet', 'risk'],
  [topics.people]: ['ledger', 'notifier', 'risk'],
  [topics.syncShards]: ['risk'],
  [topics.changeRequests]: ['ledger'],
};

let installation: () => Installation;
let poisons: ReadonlyMap<string, readonly Poison[]>;
const services = ['ledger', 'packet', 'risk', 'notifier'] as const;
type Service = (typeof services)[number];
const deadLettersOf = async (service: Service, state: DeadLetter['state'] = 'dead') => {
  const listed = await installation()
    .as('operator-1')
    .get(`/${service}/v1/dead-letters`, { query: { state } });
  return accepted<Result<'get', `/${Service}/v1/dead-letters`>>(listed).items;
};
const dueTo = (service: string) =>
  [...poisons].filter(([topic]) => listeners[topic]?.includes(service)).flatMap(([, own]) => own);

describe.runIf(kafkaAvailable())('what no service can take in, on every topic', () => {
  installation = usedInstallation({ processes: 'each', bus: 'kafka' });
  beforeAll(async () => {
    poisons = new Map(Object.keys(listeners).map((topic) => [topic, poisonFor(topic)]));
    for (const [topic, own] of poisons) await poison(installation().brokers, topic, own);
  }, 60_000);

  it('is kept by each of its listeners with its reason and its bytes', async () => {
    for (const service of services) {
      const due = dueTo(service);
      await eventually(async () => expect(await deadLettersOf(service)).toHaveLength(due.length), 60_000);
      const deadLetters = await deadLettersOf(service);
      for (const { key, errorClass, value } of due) {
        const deadLetter = deadLetters.find((one) => one.key === key);
        expect(deadLetter).toMatchObject({ errorClass, state: 'dead' });
        const path = { id: deadLetter?.deadLetterId ?? '' };
        const { value: kept } = accepted<Result<'get', `/${Service}/v1/dead-letters/{id}`>>(
          await installation().as('operator-1').get(`/${service}/v1/dead-letters/{id}`, { path }),
        );
        expect(kept === null ? null : Buffer.from(kept, 'base64').toString()).toBe(value);
      }
    }
  }, 300_000);

  it('does not hold up the installation', async () => {
    const items = await installation().openItems({ invoice: 'beside poison' });
    const id = await installation().draft('Beside poison', items);
    await installation().withEvidence(id, items);
    await installation().submit(id);
    for (const approver of ['agent-1', 'dept-head-1', 'vp-client-accounting-1'])
      expect((await installation().decide(approver, id, 'APPROVE')).status).toBe(200);
    await installation().becomes(id, 'COMPLETE');
  }, 90_000);

  it('is still refused when it is replayed, and goes when the operator discards it and says why', async () => {
    const session = await signIn(installation().address, 'operator-1');
    const alarmed = await checkInstallation(session);
    expect(alarmed.lines.filter((one) => one.startsWith('BROKEN'))).toHaveLength(services.length);
    for (const service of services) {
      for (const deadLetter of await deadLettersOf(service)) {
        const path = { id: deadLetter.deadLetterId };
        const operator = installation().as('operator-1');
        const another = installation().as('operator-2');
        const body = { reason: 'put there by a test' };
        const preview = await operator.post(`/${service}/v1/dead-letters/{id}/replay/preview`, { path });
        expect(preview).toMatchObject({ status: 200, body: { outcome: 'fails' } });
        const approved = async (asked: Answer<DeadLetter>) => {
          expect(asked.status).toBe(202);
          const id = accepted(asked).requests.at(-1)?.changeRequestId ?? '';
          const approval = { path: { id }, body: {} };
          return { id, answer: await another.post('/ledger/v1/change-requests/{id}/approval', approval) };
        };
        const discard = (login: string, reason = body.reason): Promise<Answer<DeadLetter>> =>
          installation()
            .as(login)
            .post(`/${service}/v1/dead-letters/{id}/discard`, { path, body: { reason } });
        const replayed: Answer<DeadLetter> = await operator.post(`/${service}/v1/dead-letters/{id}/replay`, {
          path,
          body,
        });
        if (service === 'ledger') {
          const { id, answer } = await approved(replayed);
          expect(answer.body).toMatchObject({ code: 'REPLAY_FAILED' });
          const withdrawal = { path: { id }, body: {} };
          const ended = await operator.post('/ledger/v1/change-requests/{id}/withdrawal', withdrawal);
          expect(ended.status).toBe(200);
        } else expect(replayed.status).toBe(409);
        expect((await discard('operator-1', ' ')).status).toBe(400);
        expect((await discard('auditor-1')).status).toBe(403);
        const discarded = await discard('operator-1');
        if (service === 'ledger') expect((await approved(discarded)).answer.status).toBe(200);
        else expect(discarded.status).toBe(200);
        expect((await discard('operator-1')).body).toMatchObject({ code: 'ALREADY_RESOLVED' });
      }
      expect(await deadLettersOf(service)).toEqual([]);
      expect(await deadLettersOf(service, 'discarded')).toHaveLength(dueTo(service).length);
    }
    await eventually(async () => {
      const { lines } = await checkInstallation(session);
      expect(lines.filter((one) => one.startsWith('BROKEN'))).toEqual([]);
    }, 60_000);
  }, 240_000);
});
