import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Session } from '../session/session.ts';

/** What a command gets from the program. */
export type CommandContext = {
  /** A session as whoever the global options name, else as the seeded person who usually does this. */
  readonly session: (login?: string) => Promise<Session>;
  readonly address: () => string;
  readonly print: (text: string) => void;
  /** One line of progress of long work. */
  readonly progress: (line: string) => void;
};

/** Adds a command, or a group of them, to the program. */
export type DeclareCommand = (recoup: CommandUnknownOpts, context: CommandContext) => void;

/** For a command on which some of the options that all have do nothing: it refuses those that are typed. */
export const refusing =
  (...options: readonly ('address' | 'token' | 'as')[]) =>
  (_: CommandUnknownOpts, command: CommandUnknownOpts): void => {
    const all = command.parent;
    const given = all?.options.find(
      (option) =>
        options.some((name) => name === option.attributeName()) &&
        all.getOptionValueSource(option.attributeName()) === 'cli',
    );
    if (given) command.error(`error: option '${given.flags}' has no effect on '${command.name()}'`);
  };

/** The examples below the help of a command. */
export const examples = (...lines: readonly string[]): string =>
  [lines.length > 1 ? '\nExamples:' : '\nExample:', ...lines.map((line) => `  ${line}`)].join('\n');
