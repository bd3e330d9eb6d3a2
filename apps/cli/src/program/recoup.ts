import { readFileSync } from 'node:fs';
import { Command, CommanderError, type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { declareAddress } from '../commands/address.ts';
import { declareChanges } from '../commands/changes.ts';
import { declareCheck } from '../commands/check.ts';
import { declareCompletion } from '../commands/completion.ts';
import { declareDeadLetters } from '../commands/dead-letters/dead-letters.ts';
import { declareBilledTotals } from '../commands/imports/billed-totals.ts';
import { declareClosedAtSource } from '../commands/imports/closed-at-source.ts';
import { declareImport } from '../commands/imports/import-file.ts';
import { declareImportMappings } from '../commands/imports/import-mappings.ts';
import { declarePreviewImport } from '../commands/imports/preview-import.ts';
import { declarePullImport } from '../commands/imports/pull-import.ts';
import { declareRejectedRows } from '../commands/imports/rejected-rows.ts';
import { declareTasks } from '../commands/imports/tasks.ts';
import { declareUndoImport } from '../commands/imports/undo-import.ts';
import { declarePacket } from '../commands/packet/packet.ts';
import { declarePeople } from '../commands/people.ts';
import { declarePortfolio } from '../commands/portfolio.ts';
import { declareApprovalPolicies } from '../commands/registry/approval-policies.ts';
import { declareEntities } from '../commands/registry/entities.ts';
import { declareGlMappings } from '../commands/registry/gl-mappings.ts';
import { declareParties } from '../commands/registry/parties.ts';
import { declareRates } from '../commands/registry/rates.ts';
import { declareSources } from '../commands/registry/sources.ts';
import { declareSample } from '../commands/sample.ts';
import { declareSync } from '../commands/sync.ts';
import { declareToken } from '../commands/token.ts';
import { declareUpgradeData } from '../commands/upgrade-data.ts';
import { declareVerify } from '../commands/verify/verify.ts';
import { Refused } from '../session/refused.ts';
import { installation, sessionWith, signIn } from '../session/session.ts';
import { withHelpInPlace } from './asked-help.ts';
import type { CommandContext } from './command-context.ts';
import { addressOrNone, statement } from './option-values.ts';
import { sentence } from './sentence.ts';
import type { Terminal } from './terminal.ts';
import { usageError } from './usage-error.ts';

const declarations = [
  declareImport,
  declarePullImport,
  declarePreviewImport,
  declareImportMappings,
  declareRejectedRows,
  declareUndoImport,
  declareClosedAtSource,
  declareTasks,
  declareBilledTotals,
  declareSync,
  declarePacket,
  declareEntities,
  declareSources,
  declareParties,
  declareGlMappings,
  declareApprovalPolicies,
  declareRates,
  declarePeople,
  declareChanges,
  declareVerify,
  declareCheck,
  declareDeadLetters,
  declareSample,
  declarePortfolio,
  declareToken,
  declareAddress,
  declareUpgradeData,
  declareCompletion,
];

/** Runs one command line; answers the exit code: 0 done, 1 refused, 2 usage. */
export const runRecoup = async (args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> => {
  try {
    const recoup = program(terminal);
    await recoup.parseAsync(withHelpInPlace(recoup, args, wordsOf(args)), { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.printError(
      error instanceof Refused
        ? error.message
        : (fileFault(error) ?? sentence(`Failed: ${error instanceof Error ? error.message : error}`)),
    );
    return 1;
  }
};

/** The words of a command line that are no options; none when an option is wrong, which is said when the line is run. */
const wordsOf = (args: readonly string[]): readonly string[] => {
  const unsaid = () => undefined;
  const silent = program({ print: unsaid, printError: unsaid, progress: unsaid });
  try {
    return silent.parseOptions([...args]).operands;
  } catch (error) {
    if (error instanceof CommanderError) return [];
    throw error;
  }
};

/** What is wrong with a file or folder that was named, in words. */
const fileFault = (error: unknown): string | undefined => {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return undefined;
  const reason = fileFaults[String(error.code)];
  return reason && `${error.path} cannot be used: ${reason}.`;
};

const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'it is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it is a file',
  EACCES: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

const program = ({ print, printError, progress }: Terminal) => {
  const recoup = new Command('recoup')
    .description(
      'The command line of Recoup. It speaks to the embedded host on this machine, or to the installation at --address. Start it as: npm run -s recoup -- COMMAND',
    )
    .version(release(), '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addOption(
      new Option('--address <url>', 'where the installation answers')
        .env('RECOUP_ADDRESS')
        .argParser(addressOrNone),
    )
    .addOption(new Option('--token <token>', 'the bearer token of who acts').env('RECOUP_TOKEN'))
    .option('--as <login>', 'the seeded person who acts, instead of the usual one of the command', statement)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => printError(text.trimEnd()),
      outputError: (text, write) => write(`${usageError(text)}\n`),
    })
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s recoup -- import open-items.csv --as-of 2026-03-31\n\nExit codes: 0 done, 1 refused, 2 usage.',
    );
  let acting: CommandUnknownOpts = recoup;
  recoup.hook('preAction', (_, command) => {
    acting = command;
  });
  const address = () => installation(recoup.opts().address);
  const context: CommandContext = {
    address,
    print,
    progress,
    session: async (login) => {
      const { token, as } = recoup.opts();
      if (as !== undefined && recoup.getOptionValueSource('token') === 'cli')
        acting.error("error: name who acts with '--token <token>' or '--as <login>', not with both");
      if (token && as === undefined) return sessionWith(address(), token);
      const person = as ?? login;
      if (person === undefined)
        return acting.error("error: name who acts with '--as <login>' or '--token <token>'");
      return signIn(address(), person);
    },
  };
  for (const declare of declarations) declare(recoup, context);
  hintAfterErrors(recoup);
  return recoup;
};

/** After a mistake: how the command is called, in one line, and where more is said. The reason stays in sight. */
const hintAfterErrors = (command: CommandUnknownOpts, above = ''): void => {
  const name = `${above}${command.name()}`;
  const { commands } = command;
  const usage = commands.length > 0 ? `${name} [options] <command>` : `${name} ${command.usage()}`;
  command.showHelpAfterError(`Usage: ${usage}\n'${name} --help' explains it.`);
  for (const one of commands) hintAfterErrors(one, `${name} `);
};

const release = (): string =>
  JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')).version;
