import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostWithCommands } from '../installation/host-with-commands.fixture.ts';

const asOf = '2026-03-31';
const { recoup, folder } = hostWithCommands('parties', { PORT: '10680', BUSINESS_DATE: asOf });

const fileOf = (name: string, ...lines: readonly string[]): string => {
  const file = join(folder(), name);
  writeFileSync(file, lines.join('\n'));
  return file;
};

describe('parties', () => {
  const header =
    'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';
  const row = (client: string, invoice: string) =>
    `US01,Film,D-1,${client},B-1,Acme Inc,,,${invoice},2025-11-01,2025-12-01,USD,100.00,0.00,0.00,0.00,false,`;
  const ids = (text: string) => text.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [];

  it('that look like one are listed, declared one by two accountants, and separated by two', async () => {
    const file = fileOf('two.csv', header, row('C-1,Starlight', 'INV-1'), row('C-2,STARLIGHT', 'INV-2'));
    expect(await recoup('import', file, '--as-of', asOf)).toMatchObject({ code: 0, errors: '' });

    const alike = await recoup('parties', 'look-alikes', '--kind', 'CLIENT');
    expect(alike.output).toMatch(
      /^[\da-f-]{36} {2}erp {2}C-\d {2}\w+\n {2}[\da-f-]{36} {2}erp {2}C-\d {2}\w+ {2}same name\n$/,
    );
    const [one = '', other = ''] = ids(alike.output);
    const proposed = await recoup('parties', 'same', one, other, '--reason', 'one customer');
    expect(proposed).toMatchObject({ code: 0, errors: '' });
    const [change = ''] = ids(proposed.output);
    expect((await recoup('changes', 'approve', change)).output).toContain('Approved by Tom Okafor');

    const both = await recoup('parties', 'list', '--name', 'star');
    expect(both.output).toContain(`one with ${one}`);
    expect((await recoup('parties', 'look-alikes')).output).toBe('No two parties look like one.\n');
    const again = await recoup('parties', 'same', one, other, '--reason', 'one customer');
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('one party already')]);

    const parted = await recoup('parties', 'separate', other, one, '--reason', 'two firms');
    const [ending = ''] = ids(parted.output);
    expect((await recoup('changes', 'withdraw', ending)).output).toContain('Withdrawn');
    const [ended = ''] = ids(
      (await recoup('parties', 'separate', other, one, '--reason', 'two firms')).output,
    );
    expect((await recoup('changes', 'approve', ended)).code).toBe(0);
    expect((await recoup('parties', 'list', '--number', 'C-2')).output).not.toContain('one with');
    expect((await recoup('parties', 'list', '--number', 'C-3')).output).toBe('No party is like that.\n');
  });
});

describe('mappings of files', () => {
  const mapping = {
    columns: {
      invoiceNumber: 'Belegnummer',
      debtorNumber: 'Debitor',
      debtorName: 'Name',
      invoiceDate: 'Belegdatum',
      dueDate: 'Fällig am',
      open: 'Offener Betrag',
    },
    constants: { entity: 'DE01', currency: 'EUR' },
    numbers: 'comma',
    dates: 'day-first',
  };

  it('are saved, listed and shown, and read a file that is of no known kind', async () => {
    expect((await recoup('import-mappings', 'list')).output).toBe('Nobody has saved a mapping yet.\n');
    const written = fileOf('mapping.json', JSON.stringify(mapping));
    const saved = await recoup('import-mappings', 'save', 'offene-posten', written);
    expect(saved).toMatchObject({
      code: 0,
      output: 'Version 1 of offene-posten reads the files of erp with --preset offene-posten.\n',
    });
    expect((await recoup('import-mappings', 'list')).output).toMatch(
      /^erp {2}offene-posten {2}version 1 {2}\S+ {2}Priya Raman\n$/,
    );
    expect(JSON.parse((await recoup('import-mappings', 'show', 'offene-posten')).output)).toMatchObject(
      mapping,
    );

    const file = fileOf(
      'posten.csv',
      'Belegnummer;Debitor;Name;Belegdatum;Fällig am;Offener Betrag',
      'R-1;4711;Müller GmbH;03.02.2026;05.03.2026;1.250,00',
    );
    const taken = await recoup('import', file, '--as-of', asOf, '--preset', 'offene-posten');
    expect(taken).toMatchObject({ code: 0, errors: '' });
    expect(taken.output).toMatch(/1 rows?, 1 new/);
  });

  it('are refused with the field that is wrong, or with what is no JSON', async () => {
    const wrong = fileOf('wrong.json', JSON.stringify({ ...mapping, numbers: 'comma ' }));
    const refused = await recoup('import-mappings', 'save', 'offene-posten', wrong);
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('numbers')]);
    const text = await recoup(
      'import-mappings',
      'save',
      'offene-posten',
      fileOf('text.json', 'numbers: comma'),
    );
    expect([text.code, text.errors]).toEqual([1, expect.stringContaining('JSON')]);
    const unknown = await recoup('import-mappings', 'show', 'offene-rechnungen');
    expect([unknown.code, unknown.output]).toEqual([1, '']);
    expect((await recoup('import-mappings', 'list')).output).toContain('version 1');
  });
});

it('what was billed is stated from a file and listed, or refused by its line', async () => {
  expect((await recoup('billed-totals', 'list')).output).toBe('Nobody has stated yet what was billed.\n');
  const header = 'entity,month,currency,billed';
  const file = fileOf('billed.csv', header, 'US01,2026-02,USD,1250.00');
  expect((await recoup('billed-totals', 'state', file, '--stated-on', asOf)).output).toMatch(
    /^Kept as statement/,
  );
  expect((await recoup('billed-totals', 'list')).output).toBe(
    `US01  2026-02  1250.00 USD  stated on ${asOf}\n`,
  );
  const wrong = fileOf('wrong.csv', header, 'US01,Feb,USD,1250.00');
  const refused = await recoup('billed-totals', 'state', wrong, '--stated-on', asOf);
  expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('must be a month')]);
});
