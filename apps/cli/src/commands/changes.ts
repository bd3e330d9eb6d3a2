import { type DeclareCommand, examples } from '../program/command-context.ts';
import { id, statement } from '../program/option-values.ts';
import type { Result } from '../session/api-client.ts';
import { Refused } from '../session/refused.ts';
import { accepted, type Session } from '../session/session.ts';

export const declareChanges: DeclareCommand = (recoup, { session, print }) => {
  /** Those who decide in each service; with a token of one's own all are whoever it names. */
  const as = async (person: 1 | 2): Promise<Sessions> => {
    const admin = await session(`admin-${person}`);
    const operator = await session(`operator-${person}`);
    const accountant = await session(`gl-accountant-${person}`);
    const clientAccountant = await session(`client-accounting-${person}`);
    return [
      { service: 'packet', session: admin },
      { service: 'ledger', session: admin },
      { service: 'ledger', session: operator },
      { service: 'ledger', session: clientAccountant },
      { service: 'ledger', session: accountant },
    ];
  };
  const changes = recoup
    .command('changes')
    .summary('decide what another person proposed')
    .description('Lists what people proposed for others to decide, and approves, rejects or withdraws it.')
    .addHelpText('after', examples('recoup changes list', `recoup changes approve ${exampleId}`));
  changes
    .command('list')
    .summary('list what waits for a decision')
    .description('Lists what was proposed and not decided yet, newest first.')
    .option('--all', 'those that were decided as well')
    .addHelpText('after', examples('recoup changes list --all'))
    .action(async ({ all = false }) => print(await listChanges(await as(1), all)));
  changes
    .command('show')
    .summary('show one as JSON')
    .description(
      'Shows what was proposed, what stood before, and every attempt to decide it that was refused.',
    )
    .argument('<id>', 'its id', id)
    .addHelpText('after', examples(`recoup changes show ${exampleId}`))
    .action(async (which) => {
      const { change } = await findChange(await as(1), which);
      print(JSON.stringify(change, null, 2));
    });
  changes
    .command('approve')
    .summary('approve and carry out what another person proposed')
    .description('Approves what another person proposed, and carries it out.')
    .argument('<id>', 'its id', id)
    .option('--dry-run', 'say what would be answered, and change nothing')
    .addHelpText('after', examples(`recoup changes approve ${exampleId}`))
    .action(async (which, { dryRun = false }) => print(await approveChange(await as(2), which, dryRun)));
  changes
    .command('reject')
    .summary('reject what another person proposed')
    .description('Rejects what another person proposed. Nothing changes.')
    .argument('<id>', 'its id', id)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples(`recoup changes reject ${exampleId} --reason "not hired yet"`))
    .action(async (which, { reason }) => print(await rejectChange(await as(2), which, reason)));
  changes
    .command('withdraw')
    .summary('withdraw what you proposed')
    .description('Withdraws what you proposed yourself. Nothing changes.')
    .argument('<id>', 'its id', id)
    .option('--reason <text>', 'why', statement)
    .addHelpText('after', examples(`recoup changes withdraw ${exampleId} --reason "wrong file"`))
    .action(async (which, { reason }) => print(await withdrawChange(await as(1), which, reason)));
};

const exampleId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

type Service = 'packet' | 'ledger';
type Sessions = readonly { readonly service: Service; readonly session: Session }[];
type Change = Result<'get', `/${Service}/v1/change-requests`>['items'][number];
type WholeChange = Result<'get', `/${Service}/v1/change-requests/{id}`>;

const listChanges = async (sessions: Sessions, all: boolean): Promise<string> => {
  const query = all ? {} : { state: ['PROPOSED'] as const };
  const answers = [];
  for (const { service, session } of sessions)
    answers.push(await session.answers.get(`/${service}/v1/change-requests`, { query }));
  // Whoever decides in one service alone has no role in the other.
  const readable = answers.filter(({ status }) => status !== 403);
  const found = (readable.length > 0 ? readable : answers).flatMap(
    (answer) => accepted<{ readonly items: readonly Change[] }>(answer).items,
  );
  const lines = [...new Map(found.map((change) => [change.changeRequestId, lineOf(change)])).values()];
  return lines.join('\n') || (all ? 'Nothing was proposed yet.' : 'Nothing waits for a decision.');
};

const lineOf = (change: Change): string =>
  [
    change.changeRequestId,
    change.kind,
    change.state,
    `proposed by ${change.proposedBy.name} at ${change.proposedAt}`,
    ...(change.decidedBy ? [`decided by ${change.decidedBy.name}`] : [`until ${change.expiresAt}`]),
    ...(change.reason === null ? [] : [change.reason]),
  ].join('  ');

/** The change request with this id, in whichever service has it. */
const findChange = async (
  sessions: Sessions,
  which: string,
): Promise<{ readonly service: Service; readonly session: Session; readonly change: WholeChange }> => {
  for (const { service, session } of sessions) {
    const answer = await session.answers.get(`/${service}/v1/change-requests/{id}`, { path: { id: which } });
    if (answer.status !== 404 && answer.status !== 403)
      return { service, session, change: accepted<WholeChange>(answer) };
  }
  throw new Refused(`There is no change request ${which}, or your roles do not cover it.`);
};

const approveChange = async (sessions: Sessions, which: string, dryRun: boolean): Promise<string> => {
  const { service, session } = await findChange(sessions, which);
  const path = { id: which };
  if (dryRun) {
    await session.post(`/${service}/v1/change-requests/{id}/approval/preview`, { path });
    return 'It would be approved and carried out. Nothing was changed.';
  }
  const done: Change = await session.post(`/${service}/v1/change-requests/{id}/approval`, { path, body: {} });
  return `Approved by ${done.decidedBy?.name}, and carried out.`;
};

const rejectChange = async (sessions: Sessions, which: string, reason: string): Promise<string> => {
  const { service, session } = await findChange(sessions, which);
  const path = { id: which };
  const done: Change = await session.post(`/${service}/v1/change-requests/{id}/rejection`, {
    path,
    body: { reason },
  });
  return `Rejected by ${done.decidedBy?.name}: ${done.decisionReason}`;
};

const withdrawChange = async (sessions: Sessions, which: string, reason?: string): Promise<string> => {
  const { service, session } = await findChange(sessions, which);
  await session.post(`/${service}/v1/change-requests/{id}/withdrawal`, {
    path: { id: which },
    body: reason === undefined ? {} : { reason },
  });
  return 'Withdrawn. Nothing was changed.';
};
