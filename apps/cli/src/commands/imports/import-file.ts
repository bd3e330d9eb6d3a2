import { Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { calendarDate, currencyCode, share, statement } from '../../program/option-values.ts';
import { askEventsLeft, followServices } from './follow-services.ts';
import { importFile, importSummary } from './import-job.ts';
import { dateOrder, kindOfFile, numberStyle } from './writing-options.ts';

export const declareImport: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('import')
    .summary('take open items into the ledger')
    .description('Takes the open items of a file into the ledger, or reads its settled items as history.')
    .argument('<file>', 'the file: CSV, JSON or a workbook (.xlsx)')
    .requiredOption('--as-of <date>', 'the day the file speaks of', calendarDate)
    .addOption(kindOfFile())
    .option('--source <name>', 'the system the file comes from; the ledger assumes erp')
    .option('--entity <code>', 'the legal entity, where the file names none')
    .option('--currency <code>', 'the currency, where the file names none', currencyCode)
    .option(
      '--revenue-share <decimal>',
      'the part that is commission, where the file has one amount only',
      share,
    )
    .option('--encoding <label>', 'the encoding of the file, such as windows-1252, where it is not UTF-8')
    .addOption(
      new Option(
        '--delimiter <name>',
        'what separates the columns, where the header does not show it',
      ).choices(['comma', 'semicolon', 'tab'] as const),
    )
    .option('--sheet <name>', 'the sheet of a workbook, where it is not the first')
    .addOption(dateOrder())
    .addOption(numberStyle())
    .option(
      '--control-total <amounts>',
      'what the file must state as open in all, such as "USD 3355.25"',
      statement,
    )
    .option('--accept-valid', 'take the valid rows even if others are invalid')
    .option('--accept-warnings', 'take the file even if its new items look like known ones')
    .option('--full-snapshot', 'the file names all that is open')
    .addOption(
      new Option(
        '--history',
        'read the settled items as history of their accounts; the ledger stays as it is',
      ).conflicts('fullSnapshot'),
    )
    .option('--dry-run', 'only check')
    .option('--follow', 'wait until every service has taken in what is imported, and say how long each took')
    .addHelpText(
      'after',
      examples(
        'recoup import open-items.csv --as-of 2026-03-31',
        'recoup import offene-posten.csv --as-of 2026-03-31 --encoding windows-1252 --delimiter semicolon',
        'recoup import ar-aging.csv --as-of 2026-03-31 --entity US01 --currency USD --control-total "USD 3355.25"',
        'recoup import invoices.csv --as-of 2013-04-15 --preset ibm-late-payments --entity IBM --currency USD --history',
      ),
    )
    .action(async (file, { follow, ...terms }) => {
      const who = await session('client-accounting-1');
      const done = await importFile(who, { file, ...terms }, progress);
      print(`${terms.dryRun ? 'Checked' : 'Imported'} ${importSummary(done)}`);
      if (follow) print(await followServices(askEventsLeft(who), progress));
    });
};
