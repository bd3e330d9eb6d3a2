import { afterEach, expect, it, vi } from 'vitest';
import { runRecoup } from '../program/recoup.ts';

const topic = 'recoup.packets.v1';
const sums = { passed: 3, parked: 0, dead: 0, discarded: 0 };

/** What the command says of an installation in which so many journals do not balance. */
const checked = async (violations: number) => {
  vi.stubGlobal('fetch', async (address: string) => {
    const published = address.includes('/packet/') ? [{ topic, committed: 3, published: 3 }] : [];
    return Response.json(
      address.endsWith('/messages')
        ? { published, consumed: [{ consumer: 'some-service', topic, ...sums }] }
        : {
            invariants: [{ id: 'I1', sentence: 'journals balance', violations, examples: [] }],
            controlTotals: { executed: 2, refused: 1, recovered: 1, openReceivables: 9 },
            underWay: { toPublish: 0, toConsume: 0 },
          },
    );
  });
  const said: { output: string[]; errors: string[] } = { output: [], errors: [] };
  const code = await runRecoup(['check', '--address', 'http://recoup.test', '--token', 'token'], {
    print: (text) => void said.output.push(text),
    printError: (text) => void said.errors.push(text),
    progress: () => undefined,
  });
  return { code, output: said.output.join('\n'), errors: said.errors.join('\n') };
};
afterEach(() => {
  vi.unstubAllGlobals();
});

it('prints its table where everything holds, and says so', async () => {
  const { code, output, errors } = await checked(0);
  expect([code, errors]).toEqual([0, '']);
  expect(output).toMatch(/^holds .*journals balance(?:.*\n)+All hold[.]$/m);
});

it('prints the same table where something is broken; code and last sentence say so', async () => {
  const { code, output, errors } = await checked(1);
  expect([code, errors]).toEqual([1, '4 of these are broken.']);
  expect(output.match(/^BROKEN .*journals balance/gm)).toHaveLength(4);
  expect(output).toMatch(/^holds /m);
});
