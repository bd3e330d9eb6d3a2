import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { GlDocument, GlJournal } from '../../ports/general-ledger.ts';
import { aJournal } from '../../ports/gl-journal.fixture.ts';
import { fileBodies, journalFiles } from './journal-files.ts';

const root = mkdtempSync(join(tmpdir(), 'recoup-journal-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const someFiles = (format: 'csv' | 'json' = 'json') => {
  folders += 1;
  const folder = join(root, String(folders));
  const incoming = join(folder, 'acknowledgements');
  mkdirSync(incoming, { recursive: true });
  const aside: string[] = [];
  return {
    ...journalFiles(folder, format, (file, reason) => aside.push(`${basename(file)}: ${reason}`)),
    aside,
    take: () => rmSync(join(folder, 'outgoing'), { recursive: true }),
    listed: (name: string) => readdirSync(join(incoming, name)),
    written: () => readdirSync(join(folder, 'outgoing')),
    read: (name: string) => readFileSync(join(folder, 'outgoing', name), 'utf8'),
    acknowledge: (name: string, content: string) => writeFileSync(join(incoming, name), content),
  };
};
const documentOf = (journal: GlJournal): GlDocument => {
  const made = fileBodies.documentsOf(journal, () => journal.externalId);
  const [document] = made.ok ? made.value : [];
  if (!document) throw new Error('the journal cannot be made a document');
  return document;
};
const columns = 'externalId,result,documentNumber,period,reason';

describe('a document for a general ledger that reads files', () => {
  it('is put into its folder once and whole, and is exported from then on', async () => {
    const files = someFiles();
    const document = documentOf(aJournal());
    expect(await files.find(document)).toEqual({ kind: 'absent' });
    expect(await files.post(document)).toMatchObject({ kind: 'exported' });
    expect(await files.post(document)).toMatchObject({ kind: 'exported' });
    expect(await files.find(document)).toMatchObject({ kind: 'exported' });
    expect(files.written()).toEqual([`${document.externalId}.json`]);
  });

  it('never replaces another one under its key', async () => {
    const files = someFiles();
    const journal = aJournal(100n);
    await files.post(documentOf(journal));
    const other = documentOf({ ...aJournal(250n), externalId: journal.externalId });
    expect(await files.post(other)).toMatchObject({ kind: 'different' });
    expect(await files.find(documentOf(journal))).toMatchObject({ kind: 'exported' });
  });

  it('carries control totals by currency, as JSON', async () => {
    const files = someFiles();
    const document = documentOf(aJournal(123_456n));
    await files.post(document);
    expect(JSON.parse(files.read(`${document.externalId}.json`))).toMatchObject({
      journals: [
        { entity: 'US01', lines: [{ role: 'CLEXP', debit: '1234.56', credit: '0.00' }, { customer: 'B-1' }] },
      ],
      control: { journals: 1, totals: [{ currency: 'USD', lines: 2, debit: '1234.56', credit: '1234.56' }] },
    });
  });

  it('is a table as CSV, in which no text is a formula', async () => {
    const files = someFiles('csv');
    const journal = {
      ...aJournal(100n),
      lines: aJournal(100n).lines.map((line) => ({ ...line, department: '=1+1' })),
    };
    await files.post(documentOf({ ...journal, packetName: 'a, "b"' }));
    const [head, debit, , control] = files.read(`${journal.externalId}.csv`).split('\r\n');
    expect(head).toBe(
      'record,externalId,entity,accountingDate,currency,role,side,department,customer,client,debit,credit,memo',
    );
    expect(debit).toBe(
      `LINE,${journal.externalId},US01,2026-03-31,USD,CLEXP,revenue,'=1+1,,,1.00,0.00,"Write-off, packet ""a, ""b"""""`,
    );
    expect(control).toBe('CONTROL,,,,USD,,,,,,1.00,1.00,"2 lines, 1 journals"');
  });

  it('keeps no key that would be a path', async () => {
    const document = documentOf({ ...aJournal(), externalId: '../outside' });
    expect(await someFiles().post(document)).toMatchObject({ kind: 'unknown' });
  });
});

describe('an acknowledgement', () => {
  it.each([
    ['CSV', (key: string) => `${columns}\n${key},POSTED,JE1042,Mar 2026,\n`],
    [
      'JSON',
      (key: string) =>
        JSON.stringify([{ externalId: key, result: 'POSTED', documentNumber: 'JE1042', period: 'Mar 2026' }]),
    ],
  ])('of a posted document, as %s, names its number and period', async (_, content) => {
    const files = someFiles();
    const document = documentOf(aJournal());
    await files.post(document);
    files.acknowledge('one', content(document.externalId));
    expect(await files.find(document)).toEqual({
      kind: 'posted',
      documentId: 'JE1042',
      tranId: 'JE1042',
      postingPeriod: 'Mar 2026',
    });
  });

  it('may refuse the document, and says nothing of others', async () => {
    const files = someFiles();
    const [refusedOne, other] = [documentOf(aJournal()), documentOf(aJournal())];
    for (const document of [refusedOne, other]) await files.post(document);
    files.acknowledge('one.csv', `${columns}\n${refusedOne.externalId},REFUSED,,,period closed\n`);
    expect(await files.find(refusedOne)).toEqual({
      kind: 'rejected',
      errors: [{ code: 'REFUSED', detail: 'period closed', path: null }],
    });
    expect(await files.find(other)).toMatchObject({ kind: 'exported' });
  });

  it('holds the document where another one says otherwise', async () => {
    const files = someFiles();
    const document = documentOf(aJournal());
    await files.post(document);
    files.acknowledge('one.csv', `${columns}\n${document.externalId},POSTED,JE1,,\n`);
    expect(await files.find(document)).toMatchObject({ kind: 'posted' });
    files.acknowledge('one.csv', `${columns}\n${document.externalId},REFUSED,,,\n`);
    expect(await files.find(document)).toMatchObject({ kind: 'different' });
  });

  it('is read once, and kept apart from those that are still to be read', async () => {
    const files = someFiles();
    const [first, second] = [documentOf(aJournal()), documentOf(aJournal())];
    for (const document of [first, second]) await files.post(document);
    files.acknowledge(
      'one.csv',
      `${columns}\n${first.externalId},POSTED,JE1,,\n${second.externalId},REFUSED,,,closed\n`,
    );
    expect(await files.find(first)).toMatchObject({ kind: 'posted' });
    expect(files.listed('done')).toEqual([expect.stringMatching(/-one\.csv$/)]);
    expect(files.listed('.').sort()).toEqual(['aside', 'done', 'read']);
    expect(await files.find(second)).toMatchObject({ kind: 'rejected' });
  });

  it('that breaks off is set aside by its name, and stops nothing', async () => {
    const files = someFiles();
    const document = documentOf(aJournal());
    await files.post(document);
    files.acknowledge('broken.json', '[{"externalId":');
    files.acknowledge('good.csv', `${columns}\n${document.externalId},POSTED,JE1,,\n`);
    expect(await files.find(document)).toMatchObject({ kind: 'posted' });
    expect(files.aside).toEqual([expect.stringMatching(/-broken\.json: .+/)]);
    expect([await files.setAside(), files.listed('aside').length]).toEqual([1, 1]);
  });

  it('of a document that was refused says nothing of the one that is released under a name of its own', async () => {
    const files = someFiles('csv');
    const document = documentOf(aJournal());
    await files.post(document);
    files.acknowledge('one.csv', `${columns}\n${document.externalId},REFUSED,,,closed\n`);
    expect(await files.find(document)).toMatchObject({ kind: 'rejected' });

    const released = { ...document, released: 1 };
    expect(await files.find(released)).toEqual({ kind: 'absent' });
    expect(await files.post(released)).toMatchObject({ kind: 'exported' });
    expect(files.written().sort()).toEqual([`${document.externalId}.2.csv`, `${document.externalId}.csv`]);
    files.acknowledge('two.csv', `${columns}\n${document.externalId},POSTED,JE2,,\n`);
    expect(await files.find(released)).toMatchObject({ kind: 'posted', documentId: 'JE2' });
    expect(await files.find(document)).toMatchObject({ kind: 'rejected' });
  });
});

it('a document that the other end has taken away is not handed over again', async () => {
  const files = someFiles();
  const document = documentOf(aJournal());
  await files.post(document);
  files.take();
  expect(await files.find(document)).toMatchObject({ kind: 'exported' });
  await files.post(document);
  expect(files.written()).toEqual([]);
});

it('what two persons have entered by hand is taken at their word, since nothing can be looked up', async () => {
  expect(await someFiles().findEntered(documentOf(aJournal()), 'JE7')).toMatchObject({
    ...{ kind: 'posted', documentId: 'JE7', tranId: 'JE7' },
  });
});

it('makes the recovery of what was handed over, debit and credit exchanged', () => {
  const writeOff = documentOf(aJournal(100n));
  const recovery = { externalId: 'WO-1-R-1', accountingDate: '2026-05-02', memo: 'Recovery' };
  const back = JSON.parse(new TextDecoder().decode(fileBodies.recoveryOf(writeOff, recovery).body));
  expect(back).toMatchObject({ ...recovery, lines: [{ creditMinor: '100' }, { debitMinor: '100' }] });
});
