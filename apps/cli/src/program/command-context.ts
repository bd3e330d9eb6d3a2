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

/** The examples below the help of a command. */
export const examples = (...lines: readonly string[]): string =>
  [lines.length > 1 ? '\nExamples:' : '\nExample:', ...lines.map((line) => `  ${line}`)].join('\n');
