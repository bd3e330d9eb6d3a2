import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { statement } from '../../program/option-values.ts';
import { jsonOf } from '../json-of.ts';
import { fileToSend } from './file-to-send.ts';

const saveMapping = 'recoup import-mappings save offene-posten mapping.json --source erp';

export const declareImportMappings: DeclareCommand = (recoup, { session, print }) => {
  const mappings = recoup
    .command('import-mappings')
    .summary('list, show and save the mappings by which files are read')
    .description('Lists, shows and saves how the files of a source are read where no known kind fits them.')
    .addHelpText('after', examples('recoup import-mappings list', saveMapping));
  mappings
    .command('list')
    .summary('list versions of mappings')
    .description('Lists the versions of all mappings, newest first.')
    .addHelpText('after', examples('recoup import-mappings list'))
    .action(async () => {
      const accountant = await session('client-accounting-1');
      const { items } = await accountant.get('/ledger/v1/import-mappings', { query: { limit: 200 } });
      const lines = items.map((one) =>
        [
          one.source,
          one.name,
          `version ${one.version}`,
          one.savedAt,
          one.savedBy.name ?? one.savedBy.personId,
        ].join('  '),
      );
      print(lines.join('\n') || 'Nobody has saved a mapping yet.');
    });
  mappings
    .command('show')
    .summary('print a mapping as JSON')
    .description('Prints the mapping that holds as JSON, in the form in which one is saved.')
    .argument('<name>', 'its name', statement)
    .option('--source <name>', 'the system whose files it reads', statement, 'erp')
    .addHelpText('after', examples('recoup import-mappings show offene-posten > mapping.json'))
    .action(async (name, { source }) => {
      const accountant = await session('client-accounting-1');
      const path = { source, name };
      const { content } = await accountant.get('/ledger/v1/import-mappings/{source}/{name}', { path });
      print(JSON.stringify(content, null, 2));
    });
  mappings
    .command('save')
    .summary('save a mapping')
    .description('Saves the content of a JSON file as the next version of a mapping.')
    .argument('<name>', 'its name, of small letters, digits and hyphens', statement)
    .argument('<file>', 'the whole mapping as JSON', statement)
    .option('--source <name>', 'the system whose files it reads', statement, 'erp')
    .addHelpText('after', examples(saveMapping))
    .action(async (name, file, { source }) => {
      const accountant = await session('client-accounting-1');
      const body = jsonOf(file, await (await fileToSend(file)).text());
      const path = { source, name };
      const saved = await accountant.put('/ledger/v1/import-mappings/{source}/{name}', { path, body });
      print(`Version ${saved.version} of ${name} reads the files of ${source} with --preset ${name}.`);
    });
};
