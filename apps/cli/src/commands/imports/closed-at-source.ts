import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { id, statement } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';

export const declareClosedAtSource: DeclareCommand = (recoup, { session, print }) => {
  const candidates = recoup
    .command('closed-at-source')
    .summary('list items that are missing from their source, and say whether they are closed')
    .description('Lists open items that a full snapshot no longer named, and says whether they are closed.')
    .addHelpText('after', examples('recoup closed-at-source list'));
  candidates
    .command('list')
    .summary('list items that wait for a decision')
    .description('Lists the items that nobody has decided about. None of them is written off until then.')
    .addHelpText('after', examples('recoup closed-at-source list'))
    .action(async () => print(await listCandidates(await session('client-accounting-1'))));
  candidates
    .command('decide')
    .summary('say whether an item is open or closed')
    .description(
      'Says that an item is open all the same, or that it was settled at its source, which closes it.',
    )
    .argument('<id>', 'the candidate', id)
    .argument('<decision>', 'open or closed', decisionOf)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples('recoup closed-at-source decide ID closed --reason "paid on 30 March"'))
    .action(async (id, decision, { reason }) => {
      const decided = await (await session('client-accounting-1')).post(
        '/ledger/v1/closed-at-source/{id}/decision',
        { path: { id }, body: { decision, reason } },
      );
      print(`${decided.invoiceNumber} is ${decision === 'OPEN' ? 'open' : 'closed'}.`);
    });
};

const decisionOf = (text: string): 'OPEN' | 'CLOSED' => {
  if (text === 'open') return 'OPEN';
  if (text === 'closed') return 'CLOSED';
  throw new InvalidArgumentError('It must be open or closed.');
};

const listCandidates = async (session: Session): Promise<string> => {
  const { items, page } = await session.get('/ledger/v1/closed-at-source', {
    query: { waiting: 'true', limit: 200 },
  });
  if (items.length === 0) return 'No item waits for a decision.';
  const lines = items.map(
    ({ candidateId, entity, invoiceNumber, open, debtorName, foundOn }) =>
      `${candidateId}  ${entity}  ${invoiceNumber}  ${open.amount} ${open.currency}  ${debtorName}  missing on ${foundOn}`,
  );
  return [...lines, ...(page.has_more ? ['These are the first 200.'] : [])].join('\n');
};
