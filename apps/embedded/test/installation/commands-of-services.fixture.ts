import type { DeadLetter } from '@recoup/cli/commands/dead-letters/find-dead-letters';
import { accepted } from '@recoup/cli/session/session';
import { topics } from '@recoup/contracts/topics';
import { eventually } from '@recoup/testkit/eventually';
import { expect } from 'vitest';
import { type Installation, serviceSchemas } from './installation.fixture.ts';

type Schema = (typeof serviceSchemas)[number];

/**
 * What people command the services that a packet passes by: the due action of the case of each receivable is done, and an
 * operator has two dead letters of each service taken in once more, which is the one command of every service.
 */
export const commandEveryService = async (
  installation: Installation,
  receivableIds: readonly string[],
): Promise<void> => {
  for (const receivableId of receivableIds) await completeDueAction(installation, receivableId);
  for (const schema of serviceSchemas) {
    await replay(installation, schema, await aDeadLetter(installation, schema));
    await replay(installation, schema, await aDeadLetter(installation, schema));
  }
};

const completeDueAction = async (installation: Installation, receivableId: string): Promise<void> => {
  const owner = installation.as('case-owner-1');
  const { riskCaseId, action } = await eventually(async () => {
    const [found] = accepted(await owner.get('/risk/v1/risk-cases', { query: { receivableId } })).items;
    if (!found?.nextAction) throw new Error(`no case of ${receivableId} yet`);
    return { riskCaseId: found.riskCaseId, action: found.nextAction };
  }, 40_000);
  const done = await owner.post('/risk/v1/risk-cases/{riskCaseId}/actions', {
    path: { riskCaseId },
    body: { action },
  });
  expect(done).toMatchObject({ status: 200 });
};

/** A state that each service takes in: of whom, by which service it is published, on which topic. */
const states: Readonly<Record<Schema, readonly [consumer: string, publisher: Schema, topic: string]>> = {
  ledger: ['ledger-service', 'packet', topics.people],
  packet: ['packet-service', 'ledger', topics.receivables],
  risk: ['risk-service', 'packet', topics.people],
  notifier: ['notifier', 'packet', topics.people],
};

/** As the consumer keeps one: an event that it has consumed, with its own bytes. */
const aDeadLetter = async (installation: Installation, schema: Schema): Promise<string> => {
  const [consumer, publisher, topic] = states[schema];
  const [kept] = await installation.database<{ id: string }>(`
    insert into ${schema}.dead_letter
           (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
    select gen_random_uuid(), '${consumer}', topic, 0, gen_random_uuid()::text, aggregate_id::text, '{}', message,
           'handler', 'planted by a test'
      from ${publisher}.outbox where topic = '${topic}' limit 1
    returning dead_letter_id as id`);
  if (!kept) throw new Error(`${schema} has taken in nothing on ${topic}`);
  return kept.id;
};

/** At the ledger one operator proposes it and another approves. */
const replay = async (installation: Installation, schema: Schema, deadLetterId: string): Promise<void> => {
  const path = { id: deadLetterId };
  const body = { reason: 'planted by a test' };
  const asked = await installation
    .as('operator-1')
    .post(`/${schema}/v1/dead-letters/{id}/replay`, { path, body });
  if (schema !== 'ledger') {
    expect(asked).toMatchObject({ status: 200, body: { state: 'replayed' } });
    return;
  }
  expect(asked).toMatchObject({ status: 202, body: { state: 'dead' } });
  const id = accepted<DeadLetter>(asked).requests.at(-1)?.changeRequestId ?? '';
  const done = await installation
    .as('operator-2')
    .post('/ledger/v1/change-requests/{id}/approval', { path: { id }, body: {} });
  expect(done).toMatchObject({ status: 200, body: { state: 'APPROVED' } });
};
