import { Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples, refusing } from '../program/command-context.ts';
import { Refused } from '../session/refused.ts';

export const declareUpgradeData: DeclareCommand = (recoup, { print, progress }) => {
  recoup
    .command('upgrade-data')
    .hook('preAction', refusing('address', 'token', 'as'))
    .summary('bring the data of npm start to the PostgreSQL of this release')
    .description(
      'Copies the data of the embedded host from an older PostgreSQL into the one of this release, and keeps the old cluster beside it. The host must not be running; RECOUP_DATA names its data folder.',
    )
    .addOption(
      new Option(
        '--old-bin <folder>',
        'the programs of the older PostgreSQL, where they are not in /usr/lib/postgresql',
      ).env('OLD_POSTGRES_BIN'),
    )
    .addHelpText(
      'after',
      examples('recoup upgrade-data', 'recoup upgrade-data --old-bin /opt/postgresql-17/bin'),
    )
    .action(async ({ oldBin }) => {
      // Loaded here alone: no other command needs a client of PostgreSQL, and loading one takes longer than most of them.
      const { upgradeData } = await import('@recoup/local/upgrade-data');
      const done = await upgradeData(process.env.RECOUP_DATA, oldBin, progress).catch((fault) => {
        throw new Refused(fault instanceof Error ? fault.message : String(fault));
      });
      print(
        done
          ? `The data are of PostgreSQL ${done.to} now. Those of PostgreSQL ${done.from} are kept in ${done.kept}; remove them once all is well.`
          : 'The data are of the PostgreSQL of this release already.',
      );
    });
};
