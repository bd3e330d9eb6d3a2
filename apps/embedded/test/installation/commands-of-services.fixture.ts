import { textAt } from '@recoup/cli/session/json-path';
import { eventually } from '@recoup/testkit/eventually';
import { expect } from 'vitest';
import { type Line, lineServices } from './installation.fixture.ts';

/**
 * What people command the services that a packet passes by: the due action of the case of each receivable is done, and an
 * operator has two dead letters of each service taken in once more, which is the one command of every service.
 */
export const commandEveryService = async (line: Line, receivableIds: readonly string[]): Promise<void> => {
  for (const receivableId of receivableIds) await completeDueAction(line, receivableId);
  for (const schema of lineServices) {
    await replay(line, schema, await aDeadLetter(line, schema));
    await replay(line, schema, await aDeadLetter(line, schema));
  }
};

const completeDueAction = async (line: Line, receivableId: string): Promise<void> => {
  const riskCase = await eventually(async () => {
    const { body } = await line.ask(
      'case-owner-1',
      'GET',
      `/risk/v1/risk-cases?receivableId=${receivableId}`,
    );
    if (textAt(body, 'items', 0, 'riskCaseId') === '') throw new Error(`no case of ${receivableId} yet`);
    return { id: textAt(body, 'items', 0, 'riskCaseId'), action: textAt(body, 'items', 0, 'nextAction') };
  }, 40_000);
  const done = await line.ask('case-owner-1', 'POST', `/risk/v1/risk-cases/${riskCase.id}/actions`, {
    body: { action: riskCase.action },
  });
  expect(done).toMatchObject({ status: 200 });
};

/** As the consumer keeps one: an event that it has heard, with its own bytes. */
const aDeadLetter = async (line: Line, schema: string): Promise<string> => {
  const told = lineServices
    .map((one) => `select event_id, topic, aggregate_id, message from ${one}.outbox`)
    .join(' union all ');
  const [kept] = await line.database<{ id: string }>(`
    insert into ${schema}.dead_letter
           (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
    select gen_random_uuid(), consumer, topic, 0, gen_random_uuid()::text, aggregate_id::text, '{}', message,
           'handler', 'planted by a test'
      from ${schema}.inbox join (${told}) as told using (event_id) limit 1
    returning dead_letter_id as id`);
  return kept?.id ?? '';
};

/** At the ledger one operator asks for it and another confirms. */
const replay = async (line: Line, schema: string, deadLetterId: string): Promise<void> => {
  const path = `/${schema}/v1/dead-letters/${deadLetterId}`;
  const body = { reason: 'planted by a test' };
  const asked = await line.ask('operator-1', 'POST', `${path}/replay`, { body });
  if (schema !== 'ledger') {
    expect(asked).toMatchObject({ status: 200, body: { state: 'replayed' } });
    return;
  }
  expect(asked).toMatchObject({ status: 202, body: { state: 'dead' } });
  const confirmation = { requestId: textAt(asked.body, 'requests', 0, 'requestId'), action: 'replay' };
  const done = await line.ask('operator-2', 'POST', `${path}/confirmation`, { body: confirmation });
  expect(done).toMatchObject({ status: 200, body: { state: 'replayed' } });
};
