import { afterEach, expect, it, vi } from 'vitest';
import { sessionWith } from '../session/session.ts';
import { checkInstallation } from './check-installation.ts';

const invariants = [{ id: 'I1', sentence: 'journals balance', violations: 0, examples: [] }];
const controlTotals = { executed: 2, refused: 1, recovered: 1, openReceivables: 9 };
const underWay = { toPublish: 0, toConsume: 0 };
const checks = { invariants, controlTotals, underWay };
const topic = 'recoup.packets.v1';
const sums = { passed: 3, parked: 0, dead: 0, discarded: 0 };
const messages = {
  published: [{ topic, committed: 3, published: 3 }],
  consumed: [{ consumer: 'some-service', topic, ...sums }],
};

/** Every service answers the same, but for what is named by its path. */
const brokenWhen = async (bent: Readonly<Record<string, unknown>>) => {
  vi.stubGlobal('fetch', async (address: string) => {
    const path = address.replace('http://recoup.test/api', '');
    const published = path.startsWith('/packet/') ? messages.published : [];
    const answer = path.endsWith('/messages') ? { ...messages, published } : checks;
    return Response.json(bent[path] ?? answer);
  });
  const { lines, broken } = await checkInstallation(sessionWith('http://recoup.test', 'token'), 0);
  const found = lines.filter((line) => line.startsWith('BROKEN'));
  expect(broken).toBe(found.length);
  return found;
};
afterEach(() => {
  vi.unstubAllGlobals();
});

it('finds nothing broken where every service accounts for everything', async () => {
  expect(await brokenWhen({})).toEqual([]);
});

it('does not take a total that a service does not count for one that agrees', async () => {
  const { executed: _, ...others } = controlTotals;
  const uncounted = { ...checks, controlTotals: others };
  expect(await brokenWhen({ '/ledger/v1/checks': uncounted, '/packet/v1/checks': uncounted })).toEqual([
    'BROKEN  executed packets: ledger does not count them, packet does not count them',
  ]);
});

it('does not take a service that checks no invariant for one that breaks none', async () => {
  expect(await brokenWhen({ '/risk/v1/checks': { ...checks, invariants: [] } })).toEqual([
    'BROKEN  risk     checks no invariant',
  ]);
});

it('does not take a service that accounts for no events for one that lost none', async () => {
  expect(await brokenWhen({ '/notifier/v1/checks/messages': { published: [], consumed: [] } })).toEqual([
    'BROKEN  notifier accounts for the events of no topic',
  ]);
});
