import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { id, statement, wholeNumber } from '../../program/option-values.ts';
import { sentence } from '../../program/sentence.ts';
import { Refused } from '../../session/refused.ts';
import type { Session } from '../../session/session.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters, outcomeOf } from './find-dead-letters.ts';

export const declareDeadLetters: DeclareCommand = (recoup, { session, print }) => {
  const group = recoup
    .command('dead-letters')
    .summary('messages that a service could not take in')
    .description(
      'Lists the messages that a service could not take in, and replays or discards them. At the ledger this is proposed, and a second operator must approve it.',
    )
    .addHelpText(
      'after',
      examples('recoup dead-letters list', `recoup dead-letters replay ${exampleId} --dry-run`),
    );
  group
    .command('list')
    .summary('list those of every service')
    .description('Lists the unresolved dead letters of every service, one a line.')
    .addHelpText('after', examples('recoup dead-letters list'))
    .action(async () => {
      const lines = await listDeadLetters(await session('operator-1'));
      print(lines.join('\n') || 'There are no dead letters.');
    });
  group
    .command('show')
    .summary('show one as JSON')
    .description('Shows one dead letter as JSON, with its original bytes as text.')
    .argument('<id>', 'its id', id)
    .addHelpText('after', examples(`recoup dead-letters show ${exampleId}`))
    .action(async (which) => print(await showDeadLetter(await session('operator-1'), which)));
  group
    .command('replay')
    .summary('take one in again')
    .description('Takes a message in again. At the ledger this proposes it for another operator to approve.')
    .argument('<id>', 'its id', id)
    .option('--reason <text>', 'why it will succeed now; needed unless --dry-run is given', statement)
    .option('--dry-run', 'say what would happen, and change nothing')
    .addHelpText('after', examples(`recoup dead-letters replay ${exampleId} --reason "fixed in 0.2.1"`))
    .action(async (which, { reason, dryRun }, command) => {
      if (reason === undefined && !dryRun)
        command.error("error: required option '--reason <text>' not specified");
      const operator = await session('operator-1');
      const acted =
        reason === undefined || dryRun
          ? dryRunReplay(operator, which)
          : replayDeadLetter(operator, which, reason);
      print(await acted);
    });
  group
    .command('discard')
    .summary('give one up')
    .description('Gives a message up. At the ledger this proposes it for another operator to approve.')
    .argument('<id>', 'its id', id)
    .requiredOption('--reason <text>', 'why', statement)
    .option(
      '--sequence <number>',
      'the sequence number of its aggregate that an unreadable message leaves empty',
      wholeNumber(1),
    )
    .addHelpText('after', examples(`recoup dead-letters discard ${exampleId} --reason "sent by mistake"`))
    .action(async (which, { reason, sequence }) =>
      print(await discardDeadLetter(await session('operator-1'), which, reason, sequence)),
    );
};

const exampleId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

const showDeadLetter = async (session: Session, which: string): Promise<string> => {
  const { service, letter } = await findDeadLetter(session, which);
  const { value, ...rest } = letter;
  const text = value === null ? null : Buffer.from(value, 'base64').toString();
  return JSON.stringify({ service, ...rest, value: text }, null, 2);
};

const replayDeadLetter = async (session: Session, which: string, reason: string): Promise<string> => {
  const { service } = await findDeadLetter(session, which);
  const letter: DeadLetter = await session.post(`/${service}/v1/dead-letters/{id}/replay`, {
    path: { id: which },
    body: { reason },
  });
  return outcomeOf(service, letter);
};

const dryRunReplay = async (session: Session, which: string): Promise<string> => {
  const { service } = await findDeadLetter(session, which);
  const path = { id: which };
  const { outcome, error, followers } = await session.post(
    `/${service}/v1/dead-letters/{id}/replay/preview`,
    { path },
  );
  if (outcome === 'fails') throw new Refused(sentence(`It would fail in ${service}: ${error}`));
  if (outcome === 'parked')
    throw new Refused(
      `It would be refused in ${service}: an earlier event of its key has not been taken in.`,
    );
  return [
    `In ${service} it would be ${outcome}; ${followers} that wait for it would follow.`,
    ...(error === null ? [] : [sentence(`Then ${error}`)]),
    'Nothing was changed.',
  ].join('\n');
};

const discardDeadLetter = async (
  session: Session,
  which: string,
  reason: string,
  sequence?: number,
): Promise<string> => {
  const { service } = await findDeadLetter(session, which);
  const letter: DeadLetter = await session.post(`/${service}/v1/dead-letters/{id}/discard`, {
    path: { id: which },
    body: { reason, ...(sequence === undefined ? {} : { sequence }) },
  });
  return outcomeOf(service, letter);
};
