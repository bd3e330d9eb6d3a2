import { type DeclareCommand, examples } from '../program/command-context.ts';
import { currencyCode, statement } from '../program/option-values.ts';
import type { Session } from '../session/session.ts';

export const declareRegistry: DeclareCommand = (recoup, { session, print }) => {
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
      print(waiting(await admin.post('/ledger/v1/entities', { body })));
    });
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
    .addHelpText('after', examples('recoup sources add erp-2 --party-per-entity'))
    .action(async (code, { partyPerEntity = false, numberPerYear = false }) => {
      const admin = await session('admin-1');
      const body = { code, partyPerEntity, numberPerYear };
      print(waiting(await admin.post('/ledger/v1/sources', { body })));
    });
};

const addEntity = 'recoup entities add FR01 --name "Recoup France" --currency EUR --time-zone Europe/Paris';

const waiting = ({ changeRequestId }: { readonly changeRequestId: string }): string =>
  `Proposed as ${changeRequestId}. Nothing changes before another administrator approves it:\n  recoup changes approve ${changeRequestId}`;

const listEntities = async (session: Session): Promise<string> => {
  const { items } = await session.get('/ledger/v1/entities', { query: { limit: 200 } });
  return items
    .map((one) => `${one.code}  ${one.name}  ${one.functionalCurrency}  ${one.timeZone}`)
    .join('\n');
};

const listSources = async (session: Session): Promise<string> => {
  const { items } = await session.get('/ledger/v1/sources', { query: { limit: 200 } });
  return items.map(({ code }) => code).join('\n');
};
