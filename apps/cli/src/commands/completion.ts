import { Argument, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { type DeclareCommand, examples, refusing } from '../program/command-context.ts';
import { type CompletedCommand, completionScript, shells } from '../program/completion-script.ts';

export const declareCompletion: DeclareCommand = (recoup, { print }) => {
  recoup
    .command('completion')
    .hook('preAction', refusing('address', 'token', 'as'))
    .summary('print a completion script')
    .description(
      'Prints a script that lets a shell complete recoup. The shell must know recoup: a function that runs it does.',
    )
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText(
      'after',
      examples(
        'recoup() { npm --prefix ~/recoup run -s recoup -- "$@"; }',
        'source <(recoup completion bash)',
        'recoup completion fish | source',
      ),
    )
    .action((shell) => print(completionScript(shell, completed(recoup)).trimEnd()));
};

/** The command, and all below it. */
const completed = (
  command: CommandUnknownOpts,
  path: readonly string[] = [],
): readonly CompletedCommand[] => {
  const help = command.createHelp();
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
  const known: CompletedCommand = {
    path,
    words: [
      ...command.commands.map((one) => one.name()),
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
      ...options.flatMap(({ long }) => long ?? []),
    ],
    choices: new Map(
      options.flatMap(({ long, argChoices }) => (long && argChoices ? [[long, argChoices] as const] : [])),
    ),
  };
  return [known, ...command.commands.flatMap((one) => completed(one, [...path, one.name()]))];
};
