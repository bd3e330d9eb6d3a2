import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerInvariants } from '../src/adapters/postgres/invariants.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

const started = Date.now() / 1000;
let ledger: LedgerUnderTest;
beforeAll(async () => {
  ledger = await ledgerUnderTest({});
});
afterAll(() => ledger.stop());

/** When each duty was done last, by its name. */
const lastDone = async (): Promise<ReadonlyMap<string, number>> => {
  const lines = (await ledger.metrics()).matchAll(
    /^recoup_duty_last_done_seconds\{duty="(.+?)",service="ledger-service"\} (\S+)$/gm,
  );
  return new Map([...lines].map(([, duty = '', seconds]) => [duty, Number(seconds)]));
};

it('shows every duty of a service from its start on', async () => {
  const duties = await lastDone();
  expect([...duties.keys()]).toEqual(
    expect.arrayContaining([
      'publishing events',
      'following of ledger-service',
      'removing old answers',
      'closing old change requests',
      'taking up imports',
      'ledger-sealer',
      'gl-poster',
      'echo-watcher',
      ...[...ledgerInvariants.map(({ id }) => id), 'I18', 'I19'].map((id) => `invariant ${id}`),
    ]),
  );
  for (const [duty, seconds] of duties) expect(seconds, duty).toBeGreaterThanOrEqual(started);
});

it('shows a duty as done each time it went well', async () => {
  const before = await lastDone();
  await eventually(async () => {
    const now = await lastDone();
    for (const duty of ['publishing events', 'taking up imports', 'ledger-sealer', 'gl-poster'])
      expect(now.get(duty), duty).toBeGreaterThan(before.get(duty) ?? Number.NaN);
  });
});
