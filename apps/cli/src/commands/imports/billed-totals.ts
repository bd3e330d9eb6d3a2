import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { calendarDate } from '../../program/option-values.ts';
import { openItems } from './file-to-send.ts';

export const declareBilledTotals: DeclareCommand = (recoup, { session, print }) => {
  const totals = recoup
    .command('billed-totals')
    .summary('list and state what legal entities billed')
    .description('Lists and states what legal entities billed in a month, by which write-offs are measured.')
    .addHelpText('after', examples('recoup billed-totals list', stateTotals));
  totals
    .command('list')
    .summary('list what was stated last of each month')
    .description('Lists what was stated last of each entity, currency and month, newest month first.')
    .addHelpText('after', examples('recoup billed-totals list'))
    .action(async () => {
      const accountant = await session('gl-accountant-1');
      const { items, page } = await accountant.get('/ledger/v1/billed-totals', { query: { limit: 200 } });
      const lines = items.map(({ entity, month, billed, statedOn }) =>
        [entity, month, `${billed.amount} ${billed.currency}`, `stated on ${statedOn}`].join('  '),
      );
      const more = page.has_more ? ['These are the first 200.'] : [];
      print([...lines, ...more].join('\n') || 'Nobody has stated yet what was billed.');
    });
  totals
    .command('state')
    .summary('state what was billed')
    .description('Takes in a file with the columns entity, month, currency and billed.')
    .argument('<file>', 'the file: CSV, JSON or a workbook (.xlsx)')
    .requiredOption('--stated-on <date>', 'the day as of which it is stated', calendarDate)
    .addHelpText('after', examples(stateTotals))
    .action(async (file, query) => {
      const accountant = await session('gl-accountant-1');
      const upload = await openItems(file);
      const { statementId } = await accountant.post('/ledger/v1/billed-totals', { query, upload });
      print(`Kept as statement ${statementId}. It counts for its months until a later one.`);
    });
};

const stateTotals = 'recoup billed-totals state billed.csv --stated-on 2026-03-31';
