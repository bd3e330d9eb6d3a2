import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { importSummary, pulledImport } from './import-job.ts';

export const declarePullImport: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('pull-import')
    .summary('take open items into the ledger from the NetSuite that is connected to it')
    .description(
      'Asks the connected NetSuite for all that is open, and takes it into the ledger as a full snapshot of today.',
    )
    .requiredOption('--source <name>', 'as which registered source')
    .option('--accept-valid', 'take the valid rows even if others are invalid')
    .option('--accept-warnings', 'take the rows even if new items look like known ones')
    .option('--dry-run', 'only check')
    .addHelpText('after', examples('recoup pull-import --source netsuite --dry-run'))
    .action(async (terms) => {
      const done = await pulledImport(await session('client-accounting-1'), terms, progress);
      print(`${terms.dryRun ? 'Checked' : 'Imported'} ${importSummary(done)}`);
    });
};
