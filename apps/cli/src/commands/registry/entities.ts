import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { currencyCode, statement } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { waitingForAnother } from './waiting-for-another.ts';

export const declareEntities: DeclareCommand = (recoup, { session, print }) => {
  const entities = recoup
    .command('entities')
    .summary('list legal entities, and propose one')
    .description('Lists the legal entities that the ledger keeps books for, and proposes another.')
    .addHelpText('after', examples('recoup entities list', addEntity));
  entities
    .command('list')
    .summary('list legal entities')
    .description('Lists the legal entities with the currency and the time zone of their books.')
    .addHelpText('after', examples('recoup entities list'))
    .action(async () => print(await listEntities(await session('admin-1'))));
  entities
    .command('add')
    .summary('propose a legal entity')
    .description('Proposes a legal entity, which a second administrator must approve.')
    .argument('<code>', 'its code, as files name it', statement)
    .requiredOption('--name <text>', 'its name', statement)
    .requiredOption('--currency <code>', 'the currency of its books', currencyCode)
    .requiredOption('--time-zone <zone>', 'the time zone whose days it decides by', statement)
    .addHelpText('after', examples(addEntity))
    .action(async (code, { name, currency, timeZone }) => {
      const admin = await session('admin-1');
      const body = { code, name, functionalCurrency: currency, timeZone };
      print(waitingForAnother(await admin.post('/ledger/v1/entities', { body })));
    });
};

const addEntity = 'recoup entities add FR01 --name "Recoup France" --currency EUR --time-zone Europe/Paris';

const listEntities = async (session: Session): Promise<string> => {
  const { items } = await session.get('/ledger/v1/entities', { query: { limit: 200 } });
  return items
    .map((one) => `${one.code}  ${one.name}  ${one.functionalCurrency}  ${one.timeZone}`)
    .join('\n');
};
