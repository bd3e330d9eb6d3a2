import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerNumberedV1 } from '@recoup/contracts/ledger.v1';
import * as packet from '@recoup/contracts/packet.v1';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NotifierInTest, recordOf, startNotifier } from './notifier.fixture.ts';

let notifier: NotifierInTest;
beforeAll(async () => {
  notifier = await startNotifier();
});
afterAll(() => notifier.stop());

/** A draft concerns nobody before it is submitted, and a packet whose recovery was asked for stays complete until it is recovered. */
const silent: readonly object[] = [
  packet.PacketCreatedV1,
  packet.PacketDeletedV1,
  packet.PacketRecoveryRequestedV1,
];
const transitions = Object.values(packet).filter((contract) => !silent.includes(contract));

const exampleOf = ({ type }: { readonly type: string }) =>
  JSON.parse(readFileSync(join(examples, `${type}.json`), 'utf8')).data;
const examples = join(import.meta.dirname, '../../../packages/contracts/golden');

it.each(transitions)('the transition $type sends e-mail with a link to the packet', async (contract) => {
  const packetId = randomUUID();
  const submittedBy = { personId: notifier.people.uma, name: 'uma' };
  await notifier.publish(
    recordOf(contract, packetId, 1, { ...exampleOf(contract), packetId, submittedBy }),
    // The mail about its completion waits for this.
    recordOf(LedgerNumberedV1, packetId, 1, { ...exampleOf(LedgerNumberedV1), packetId }),
  );
  await expect
    .poll(() => notifier.server.mails.map(({ text }) => text), { timeout: 10_000 })
    .toContainEqual(expect.stringContaining(`https://recoup.example/packets/${packetId}`));
});

it('there is a transition for each status that a packet can take after its draft', () => {
  expect(transitions.map(({ type }) => type.replace('recoup.packet.', '')).sort()).toEqual([
    'approved.v1',
    'cancelled.v1',
    'completed.v1',
    'execution-refused.v1',
    'recovered.v1',
    'recovery-refused.v1',
    'rejected.v1',
    'resubmitted.v1',
    'stage-approved.v1',
    'submitted.v1',
  ]);
});
