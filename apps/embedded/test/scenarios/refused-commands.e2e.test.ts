import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@recoup/testkit/eventually';
import { describe, expect, it } from 'vitest';
import { hostWithCommands } from '../installation/host-with-commands.fixture.ts';

const asOf = '2026-03-31';

const { recoup, folder } = hostWithCommands('refused', { PORT: '10580', BUSINESS_DATE: asOf });

const sample = async (name: string): Promise<string> => {
  const file = join(folder(), name);
  await recoup('sample', file, '--rows', '60', '--as-of', asOf);
  return file;
};

describe('an import', () => {
  it('that rejected nothing has no rejected rows to save, and before every row says so', async () => {
    const { output } = await recoup('import', await sample('day.csv'), '--as-of', '2000-01-01', '--dry-run');
    expect(output).toContain('No row is open on 2000-01-01: each is dated after it or was settled by then.');
    const id = /^Checked (\S+):/.exec(output)?.[1] ?? '';
    const nowhere = join(folder(), 'nothing-rejected.csv');
    const saved = await recoup('rejected-rows', id, nowhere);
    expect([saved.code, saved.output]).toEqual([
      0,
      `Import ${id} rejected no row of its file, so nothing was written.\n`,
    ]);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('of an empty file, or of a note, is refused in one line', async () => {
    const file = join(folder(), 'note.txt');
    writeFileSync(file, '');
    const empty = await recoup('import', file, '--as-of', asOf);
    expect(empty.errors.split('\n')[1]).toBe('  the file: is empty; it needs a header and rows');
    writeFileSync(file, 'Dear sirs,\nwe will pay.\n');
    const note = await recoup('import', file, '--as-of', asOf);
    expect(note.errors.trimEnd().split('\n')).toHaveLength(2);
    expect(note.errors).toContain(
      'line 1: has none of the columns of a known kind of file: recoup, ibm-late-payments,',
    );
  });

  it('names its options where a constant is missing, and the path where a file is', async () => {
    const file = join(folder(), 'ibm.csv');
    writeFileSync(file, 'countrycode,customerid,invoicenumber,invoicedate,duedate,invoiceamount,disputed\n');
    const constants = await recoup('import', file, '--as-of', asOf, '--preset', 'ibm-late-payments');
    expect(constants.code).toBe(1);
    expect(constants.errors).toContain('--entity: must be given');
    expect(constants.errors).toContain('(--currency, currency=)');
    const away = join(folder(), 'nosuch.csv');
    expect((await recoup('import', away, '--as-of', asOf)).errors).toBe(`There is no file ${away}.\n`);
    expect((await recoup('import', folder(), '--as-of', asOf)).errors).toBe(`${folder()} is not a file.\n`);
  });
});

describe('packets', () => {
  it('say how many fit together, and that a criterion is wanted', async () => {
    await recoup('import', await sample('packets.csv'), '--as-of', asOf);
    const made = await eventually(async () => {
      const answer = await recoup('packet', 'create', 'Everything', '--oldest', '5000');
      expect(answer.code).toBe(0);
      return answer;
    });
    expect(made.output).toContain('You asked for 5000; no more than these fit together in one packet.');
    expect(made.output).toContain('Each receivable still needs a criterion before you can submit');
    const refused = await recoup('packet', 'submit', 'Everything');
    expect(refused.errors).toMatch(/^ {2}invoice \S+: Receivable has no eligibility criterion[.]/m);
  }, 60_000);
});

describe('a token', () => {
  it('that is none is refused in the words of the command line', async () => {
    expect((await recoup('verify', '--token', 'abc')).errors).toMatch(
      /^This installation does not accept the token: .*--token/,
    );
  });
});
