import { checkInstallation } from '../check/check-installation.ts';
import { type DeclareCommand, examples } from '../program/command-context.ts';
import { Refused } from '../session/refused.ts';

export const declareCheck: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('check')
    .summary('check every invariant of every service')
    .description(
      'Checks every invariant of every service, what two services count of the same thing, and that no event was lost.',
    )
    .addHelpText('after', examples('recoup check'))
    .action(async () => {
      const { lines, broken } = await checkInstallation(await session('operator-1'), undefined, progress);
      print(lines.join('\n'));
      if (broken > 0) throw new Refused(`${broken} of these ${broken === 1 ? 'is' : 'are'} broken.`);
      print('All hold.');
    });
};
