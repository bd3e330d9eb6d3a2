import type { CommandUnknownOpts } from '@commander-js/extra-typings';

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

/**
 * The same command line with its wish for help where it has an effect: `help packet decide` is `packet decide --help`. Below a command
 * that does not exist nothing asks for help, so that the answer is that it does not exist. `words` are those of the line that
 * are no options.
 */
export const withHelpInPlace = (
  recoup: CommandUnknownOpts,
  args: readonly string[],
  words: readonly string[],
): readonly string[] => {
  let asked = false;
  let command = recoup;
  let line = args;
  for (const word of words) {
    if (command.commands.length === 0) break;
    if (word === 'help' && !asked) {
      asked = true;
      line = line.filter((_, at) => at !== line.indexOf('help'));
      continue;
    }
    const below = command.commands.find((one) => one.name() === word);
    if (!below) return line.filter((one) => !isHelp(one));
    command = below;
  }
  return asked ? [...line, '--help'] : line;
};
