import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { askEventsLeft, followServices } from './follow-services.ts';
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
    .option('--follow', 'wait until every service has taken in what is imported, and say how long each took')
    .addHelpText('after', examples('recoup pull-import --source netsuite --dry-run'))
    .action(async ({ follow, ...terms }) => {
      const who = await session('client-accounting-1');
      const done = await pulledImport(who, terms, progress);
      print(`${terms.dryRun ? 'Checked' : 'Imported'} ${importSummary(done)}`);
      if (follow) print(await followServices(askEventsLeft(who), progress));
    });
};
