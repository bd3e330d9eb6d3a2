import { randomUUID } from 'node:crypto';
import type { Answer } from '@recoup/contracts/api-client';
import { type CommitCuttingProxy, commitCuttingProxy } from '@recoup/testkit/commit-cutting-proxy';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { aReceivableState } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

const cuts = rounds(20);
const { seed, random } = randomRun('commits of approvals without an answer');
let proxy: CommitCuttingProxy;
let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  proxy = await commitCuttingProxy(inject('adminUrl'));
  service = await startPacketService('2026-03-02', proxy.through);
  desk = packetDesk(service);
});
afterAll(async () => {
  await service?.stop();
  await proxy?.close();
  console.log(`${proxy.cuts()} connections were cut at the COMMIT of an approval, seed ${seed}`);
});

/** A careful caller: the same request under the same key until there is an answer that is none of the server's trouble. */
const untilAnswered = async (ask: () => Promise<Answer>, refusals: Answer[]): Promise<Answer> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (answer.status < 500 || tries === 20) return answer;
    refusals.push(answer);
  }
};

it(`an approval whose commit got no answer is given once, and its repeat answers the same (seed ${seed})`, {
  timeout: withinMs(120_000),
}, async () => {
  for (let cut = 1; cut <= cuts; cut += 1) {
    const packetId = await desk.submitted(`Cut ${cut}`, aReceivableState('100.00'));
    const ifMatch = await desk.versionOf(packetId);
    const key = randomUUID();
    const approve = () =>
      service.as('anna').post('/v1/packets/{id}/decisions', {
        path: { id: packetId },
        body: { decision: 'APPROVE' },
        ifMatch,
        key,
      });
    const refusals: Answer[] = [];
    proxy.cutNext(/insert into idempotency_key/, random.below(2) === 0 ? 'commit' : 'answer');

    const answer = await untilAnswered(approve, refusals);

    expect(proxy.cuts()).toBe(cut);
    expect(refusals).toMatchObject([{ status: 503, body: { code: 'TRY_AGAIN' } }]);
    expect(refusals[0]?.headers.get('retry-after')).toBe('2');
    expect(answer).toMatchObject({ status: 200, body: { packetStatusCd: 'APPROVED_AGENT' } });
    expect((await approve()).body).toEqual(answer.body);
    const signed = (await desk.history(packetId)).filter((line) => line.endsWith(' APPROVED_AGENT'));
    expect(signed).toHaveLength(1);
  }
});
