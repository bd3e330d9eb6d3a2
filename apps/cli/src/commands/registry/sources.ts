import { Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { statement } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { waitingForAnother } from './waiting-for-another.ts';

export const declareSources: DeclareCommand = (recoup, { session, print }) => {
  const sources = recoup
    .command('sources')
    .summary('list billing sources, and propose one')
    .description('Lists the systems whose files the ledger takes in, and proposes another.')
    .addHelpText('after', examples('recoup sources list', 'recoup sources add erp-2'));
  sources
    .command('list')
    .summary('list billing sources')
    .description('Lists the registered billing sources.')
    .addHelpText('after', examples('recoup sources list'))
    .action(async () => print(await listSources(await session('admin-1'))));
  sources
    .command('add')
    .summary('propose a billing source')
    .description('Proposes a billing source, which a second administrator must approve.')
    .argument('<code>', 'its code, as --source names it', statement)
    .option('--party-per-entity', 'each entity gives its clients and debtors numbers of its own')
    .option('--number-per-year', 'invoice numbers begin anew each year')
    .option('--names-vary', 'it prints the name of one client or debtor in several ways')
    .addOption(
      new Option('--echoes <postings>', 'which of our postings it takes into its own balances')
        .choices(['ALL', 'WRITE_OFFS', 'NONE'] as const)
        .default('ALL' as const),
    )
    .addHelpText('after', examples('recoup sources add erp-2 --party-per-entity --echoes NONE'))
    .action(async (code, { partyPerEntity = false, numberPerYear = false, namesVary = false, echoes }) => {
      const admin = await session('admin-1');
      const body = { code, partyPerEntity, numberPerYear, namesVary, echoes };
      print(waitingForAnother(await admin.post('/ledger/v1/sources', { body })));
    });
};

const listSources = async (session: Session): Promise<string> => {
  const { items } = await session.get('/ledger/v1/sources', { query: { limit: 200 } });
  return items.map(({ code }) => code).join('\n');
};
