import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runRecoup } from './recoup.ts';

const anId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

const run = async (...args: readonly string[]) => {
  const said = { output: '', errors: '' };
  const code = await runRecoup(args, {
    print: (text) => {
      said.output += `${text}\n`;
    },
    printError: (text) => {
      said.errors += `${text}\n`;
    },
    progress: () => undefined,
  });
  return { code, ...said };
};

beforeAll(() => {
  vi.stubEnv('RECOUP_TOKEN', '');
});

describe('a wrong command line', () => {
  it.each([
    ['an unknown command', ['improt'], /Unknown command 'improt'.*Did you mean import/s],
    ['an unknown option', ['sync', '--asof'], /Unknown option '--asof'/],
    ['an option of another command', ['sync', '--rows', '3'], /Unknown option '--rows'/],
    ['a missing file', ['import', '--as-of', '2026-03-31'], /Missing required argument 'file'/],
    ['a token of nobody', ['token', ''], /^'' cannot be the <login>: it must not be blank[.]$/m],
    [
      'an unknown command whose help is asked for',
      ['improt', '--help'],
      /Unknown command 'improt'.*Did you mean import/s,
    ],
    ['the help of an unknown command', ['help', 'improt'], /Unknown command 'improt'.*Did you mean import/s],
    [
      'the help of an unknown packet command',
      ['help', 'packet', 'decid'],
      /Unknown command 'decid'.*decide/s,
    ],
    ['an unknown packet command', ['packet', 'decid', '-h'], /Unknown command 'decid'.*decide/s],
    [
      'a token where one is asked for',
      ['token', 'agent-1', '--token', 'x'],
      /'--token <token>' has no effect/,
    ],
    ['a person where one is named', ['token', 'agent-1', '--as', 'cfo-1'], /'--as <login>' has no effect/],
    ['an address of a file', ['sample', 'a.csv', '--address', 'http://a.test'], /'--address <url>' has no/],
    ['a person of nothing', ['portfolio', 'a', '--as', 'cfo-1'], /'--as <login>' has no effect/],
    ['a person of an address', ['address', '--as', 'cfo-1'], /'--as <login>' has no effect/],
    ['nobody who acts', ['sync', '--as', ' '], /--as <login>.*must not be blank/],
    ['a port beyond the last', ['sync', '--address', 'http://127.0.0.1:99999'], /an address such as http/],
    ['a word for a port', ['sync', '--address', 'http://127.0.0.1:web'], /an address such as http/],
    ['an address without a scheme', ['sync', '--address', '127.0.0.1:8080'], /an address such as http/],
    [
      'a history that says what is open',
      ['import', 'a.csv', '--as-of', '2026-03-31', '--history', '--full-snapshot'],
      /'--history' cannot be used with option '--full-snapshot'/,
    ],
    ['a second file', ['import', 'a', 'b', '--as-of', '2026-03-31'], /Too many arguments/],
    ['a missing option', ['import', 'a.csv'], /Required option '--as-of <date>' not specified/],
    [
      'a bad date',
      ['sample', 'a.csv', '--as-of', 'today'],
      /^Option '--as-of <date>' cannot be 'today': it must be a date such as 2026-03-31[.]$/m,
    ],
    [
      'a bad count',
      ['sample', 'a.csv', '--as-of', '2026-03-31', '--rows', '0'],
      /--rows.*a whole number, 1 or more/,
    ],
    [
      'a bad choice',
      ['import', 'a.csv', '--as-of', '2026-03-31', '--numbers', 'x'],
      /^Option '--numbers <style>' cannot be 'x': choose plain, point/m,
    ],
    ['a bad id', ['dead-letters', 'show', '7'], /^'7' cannot be the <id>: it must be an id such as/m],
    ['a discard without its reason', ['dead-letters', 'discard', anId], /--reason <text>/],
    [
      'a discard with a blank reason',
      ['dead-letters', 'discard', anId, '--reason', ' '],
      /must not be blank/,
    ],
    [
      'a replay without its reason',
      ['dead-letters', 'replay', anId],
      /^Required option '--reason <text>' not specified[.]$/m,
    ],
    ['a recovery with an empty reason', ['packet', 'recover', 'A', '--reason', ''], /must not be blank/],
    ['a rejection without its reason', ['changes', 'reject', anId], /--reason <text>/],
    ['a packet of nothing', ['packet', 'create', 'A'], /--receivable <id>.*--oldest <count>/],
    [
      'a packet of both',
      ['packet', 'create', 'A', '--receivable', anId, '--oldest', '1'],
      /cannot be used with/,
    ],
    [
      'a decision that does not exist',
      ['packet', 'decide', 'A', 'sign', '--seen-version', '3'],
      /approve, reject/,
    ],
    ['a decision on an unseen version', ['packet', 'decide', 'A', 'approve'], /--seen-version <number>/],
    [
      'a decision of nobody',
      ['packet', 'decide', 'A', 'approve', '--seen-version', '3'],
      /--as <login>.*--token <token>.*^Usage: recoup packet decide /ms,
    ],
    ['two people', ['sync', '--as', 'cfo-1', '--token', 'x'], /--token <token>.*--as <login>/],
    ['a shell that it cannot complete', ['completion', 'tcsh'], /bash, zsh, fish/],
  ])('with %s ends with code 2, and says what is wanted', async (_, args, wanted) => {
    const { code, output, errors } = await run(...args);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(wanted);
    expect(errors).toMatch(/^Usage: recoup .*\n'recoup.* --help' explains it[.]$/m);
    expect(errors.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
  });
});

describe('a file that cannot be written', () => {
  it('is named with why, in a sentence', async () => {
    const there = import.meta.dirname;
    const failed = (...args: readonly string[]) =>
      run(...args, '--rows', '1').then(({ code, errors }) => [code, errors]);
    expect(await failed('sample', `${there}/none/a.csv`)).toEqual([
      1,
      `${there}/none/a.csv cannot be used: the folder does not exist.\n`,
    ]);
    expect(await failed('sample', there)).toEqual([1, `${there} cannot be used: it is a folder.\n`]);
    expect(await failed('portfolio', import.meta.filename)).toEqual([
      1,
      `${import.meta.filename} cannot be used: it is a file.\n`,
    ]);
  });
});

describe('help', () => {
  it('is shown for a group without a command, with code 2', async () => {
    const { code, output, errors } = await run('people');
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(/^Usage: recoup people .*^Commands:$/ms);
  });

  const commands = (help: string) =>
    [
      ...(help
        .split('\nCommands:\n')[1]
        ?.split('\n\n')[0]
        ?.matchAll(/^ {2}([a-z-]+) /gm) ?? []),
    ].flatMap(([, name]) => name ?? []);

  it('of every command shows an example, and the options that all have', async () => {
    const groups = commands((await run('--help')).output).filter((name) => name !== 'help');
    expect(groups).toContain('dead-letters');
    for (const group of groups) {
      const { code, output } = await run(group, '--help');
      expect(code, group).toBe(0);
      const below = commands(output).filter((name) => name !== 'help');
      const pages = await Promise.all(below.map((name) => run(group, name, '--help')));
      for (const page of [output, ...pages.map((one) => one.output)]) {
        expect(page).toMatch(/^Examples?:$/m);
        expect(page).toMatch(/--address <url>.*RECOUP_ADDRESS/s);
      }
    }
  });

  it('is that of the command whose help is asked for', async () => {
    const asked = (await run('packet', 'decide', '--help')).output;
    expect(asked).toMatch(/^Usage: recoup packet decide /);
    expect(await run('help', 'packet', 'decide')).toEqual({ code: 0, output: asked, errors: '' });
    expect(await run('packet', 'help', 'decide')).toEqual({ code: 0, output: asked, errors: '' });
    expect(await run('help')).toEqual(await run('--help'));
  });

  it('shows the commands of the README, with the versions that they lead to', async () => {
    const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
    const shown = [...readme.matchAll(/^npm run -s recoup -- (packet (\w+) .*)$/gm)];
    expect(shown.length).toBeGreaterThan(6);
    const pages = ['', 'create', 'attach', 'submit', 'decide', 'recover'].map((name) =>
      run('packet', ...(name ? [name] : []), '--help'),
    );
    for (const { output } of await Promise.all(pages)) {
      const examples = [...output.matchAll(/^ {2}recoup (packet .*"First packet".*)$/gm)];
      expect(examples.length).toBeGreaterThan(0);
      for (const [, example] of examples) expect(shown.map(([, command]) => command)).toContain(example);
    }
  });

  it('names the exit codes, and the release', async () => {
    expect((await run('--help')).output).toContain('Exit codes: 0 done, 1 refused, 2 usage.');
    expect((await run('--version')).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('completion', () => {
  const completed = async (...words: readonly string[]) => {
    const { output } = await run('completion', 'bash');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const script = `${output}
      COMP_WORDS=(recoup ${quoted}); COMP_CWORD=${words.length}; _recoup; echo "\${COMPREPLY[*]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim();
  };

  it.each([
    ['a command', ['de'], 'dead-letters'],
    ['a command of a group', ['dead-letters', 're'], 'replay'],
    ['an option', ['dead-letters', 'replay', 'ID', '--d'], '--dry-run'],
    ['an option that all have', ['packet', 'show', '--add'], '--address'],
    ['a choice of an option', ['import', 'a.csv', '--preset', 'ibm'], 'ibm-late-payments'],
    ['a choice of an argument', ['packet', 'decide', 'A', 'app'], 'approve'],
    ['nothing where a file may stand', ['import', 'open'], ''],
  ])('in bash finds %s', async (_, words, found) => {
    expect(await completed(...words)).toBe(found);
  });

  it('is written for zsh and fish too', async () => {
    expect((await run('completion', 'zsh')).output).toContain('bashcompinit');
    expect((await run('completion', 'fish')).output).toContain(
      "complete -c recoup -n '__fish_seen_subcommand_from import' -l preset -x -a 'recoup ibm-late-payments",
    );
  });
});
