import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Session, signIn } from '@recoup/cli/session/session';
import { requestToken } from '@recoup/local/request-token';
import { dataSet } from '@recoup/testkit/data-set';
import { eventually } from '@recoup/testkit/eventually';
import { describe, expect, it } from 'vitest';
import { aProgram } from '../installation/host-process.fixture.ts';
import { hostWithCommands } from '../installation/host-with-commands.fixture.ts';

const asOf = '2013-04-15';
const invoices = dataSet('ibm-late-payments', 'invoices.csv');

const { recoup, folder, address, query } = hostWithCommands('commands', {
  PORT: '10480',
  BUSINESS_DATE: asOf,
});

describe('people', () => {
  const header =
    'email,display_name,active,issuer,subject,role,entity,department,client_id,valid_from,valid_until,exception_reason,exception_until';
  const list = (...rows: readonly string[]) => {
    const file = join(folder(), 'people.csv');
    writeFileSync(file, [header, ...rows].join('\n'));
    return file;
  };
  const nina = 'nina@example.test,Nina,true,https://id.example.test,nina,CASE_OWNER,US01,,,2012-01-01,,,';

  it('are proposed by one administrator and approved by another, once', async () => {
    const proposed = await recoup('people', 'import', list(nina));
    expect(proposed).toMatchObject({ code: 0, errors: '' });
    expect(proposed.output).toContain('NEW  Nina <nina@example.test>: CASE_OWNER of US01');
    const id = /changes approve (\S+)/.exec(proposed.output)?.[1] ?? '';
    expect((await recoup('changes', 'list')).output).toContain(`${id}  PEOPLE  PROPOSED`);
    expect((await recoup('changes', 'approve', id, '--dry-run')).output).toContain('Nothing was changed');
    expect((await recoup('people', 'list')).output).not.toContain('Nina');

    expect((await recoup('changes', 'approve', id)).output).toContain('Approved by');
    expect((await recoup('people', 'list')).output).toContain('Nina <nina@example.test>: CASE_OWNER of US01');

    const again = await recoup('changes', 'approve', id);
    expect([again.code, again.errors]).toEqual([1, 'This change has already been approved.\n']);
  });

  it('are refused with line, column and reason', async () => {
    const refused = await recoup('people', 'import', list(nina, nina.replace('CASE_OWNER', 'KING')));
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain('line 3, role: must be one of the roles');
    const unnamed = await recoup('people', 'import');
    expect([unnamed.code, unnamed.errors]).toEqual([2, expect.stringContaining("argument 'file'")]);
  });

  it('may be turned down with a reason', async () => {
    const { output } = await recoup('people', 'import', list(nina.replaceAll('nina', 'otto')));
    const id = /changes approve (\S+)/.exec(output)?.[1] ?? '';
    const rejected = await recoup('changes', 'reject', id, '--reason', 'not hired yet');
    expect(rejected.output).toContain('not hired yet');
    const another = await recoup('people', 'import', list(nina.replaceAll('nina', 'olga')));
    const own = /changes approve (\S+)/.exec(another.output)?.[1];
    expect((await recoup('changes', 'withdraw', String(own))).output).toContain('Withdrawn');
    expect((await recoup('changes', 'list')).output).toContain('Nothing waits for a decision.');
  });
});

describe('history', () => {
  const lateAfterDays = 15;
  const terms = ['--preset', 'ibm-late-payments', '--entity', 'IBM', '--currency', 'USD', '--as-of', asOf];

  it.runIf(invoices)(
    'of the public late-payment sample shows how each account pays',
    async () => {
      const file = invoices ?? '';
      const rows = readRows(file);
      const unknown = await recoup('import', file, ...terms, '--revenue-share', '0.1');
      expect(unknown.code).toBe(1);
      const added = await recoup(
        ...['entities', 'add', 'IBM', '--name', 'Sample', '--currency', 'USD', '--time-zone', 'UTC'],
      );
      const id = /changes approve (\S+)/.exec(added.output)?.[1] ?? '';
      expect((await recoup('changes', 'approve', id)).output).toContain('Approved by');
      expect((await recoup('entities', 'list')).output).toContain('IBM  Sample  USD  UTC');
      expect(await recoup('import', file, ...terms, '--revenue-share', '0.1')).toMatchObject({ code: 0 });
      const session = await signIn(address(), 'client-accounting-1');
      const debtors = new Set(
        rows.filter((row) => row.issued <= asOf && row.settled > asOf).map((row) => row.customer),
      );
      const open = await openOnes(session, debtors.size);
      const before = await lateShares(session, open);
      expect([...before.values()].every((share) => share === null)).toBe(true);

      const read = await recoup('import', file, ...terms, '--history');
      const settled = rows.filter((row) => row.settled <= asOf);
      expect(read).toMatchObject({ code: 0 });
      expect(read.output).toContain(`${settled.length} settled, read as history`);

      const expected = new Map(
        [...open.keys()].map((account) => {
          const own = settled.filter((row) => row.customer === account && row.settled < asOf);
          const late = own.filter((row) => daysFrom(row.due, row.settled) > lateAfterDays);
          return [account, own.length === 0 ? null : Math.round((late.length * 10_000) / own.length)];
        }),
      );
      await eventually(async () => expect(await lateShares(session, open)).toEqual(expected));
      expect([...expected.values()].filter((share) => share !== null && share > 0).length).toBeGreaterThan(5);

      const imports = await session.get('/ledger/v1/imports');
      expect(imports.items[0]?.history).toBe(true);
      expect(await openOnes(session, debtors.size)).toEqual(open);
    },
    120_000,
  );

  /** One open receivable for each account: its customer number and the receivable's id. */
  const openOnes = (session: Session, accounts: number): Promise<ReadonlyMap<string, string>> =>
    eventually(async () => {
      const found = new Map<string, string>();
      for (let after: string | undefined; ; ) {
        const { items, page } = await session.get('/packet/v1/receivables', { query: { limit: 200, after } });
        for (const { buyer, receivableId } of items) found.set(buyer.number, receivableId);
        if (page.next === null) break;
        after = page.next;
      }
      if (found.size < accounts) throw new Error(`${found.size} of ${accounts} accounts so far`);
      return found;
    });

  const lateShares = async (session: Session, open: ReadonlyMap<string, string>) => {
    const shares = new Map<string, number | null>();
    for (const [account, receivableId] of open) {
      const path = { receivableId };
      const { reasons } = await eventually(() => session.get('/risk/v1/scores/{receivableId}', { path }));
      const reason = reasons.find(({ signal }) => signal === 'settled-late-share');
      shares.set(account, reason?.value == null ? null : Number(reason.value));
    }
    return shares;
  };
});

describe('an import', () => {
  const sample = async (...change: readonly ((line: string) => string)[]) => {
    const file = join(folder(), 'items.csv');
    await recoup('sample', file, '--rows', '40', '--as-of', asOf);
    const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, [header, ...lines.map((line, at) => change[at]?.(line) ?? line)].join('\n'));
    return file;
  };
  const wrongDate = (line: string) => line.replace(/\d{4}-\d\d-\d\d/, '00:00.0');

  it('is named with what it did, and with where its rejected rows are', async () => {
    const file = await sample(wrongDate);

    const refused = await recoup('import', file, '--as-of', asOf);
    expect(refused).toMatchObject({ code: 1, output: '' });
    const id =
      /^Import (\S+) was rejected; nothing was changed[.] It was read as UTF-8, delimiter comma, kind recoup, as its header shows[.]$/m.exec(
        refused.errors,
      )?.[1] ?? '';
    expect(refused.errors).toMatch(/line 2, invoice_date: "00:00[.]0" must be a date/);
    expect(refused.errors).toContain(`recoup rejected-rows ${id} rejected.csv`);

    const rejected = join(folder(), 'rejected.csv');
    expect((await recoup('rejected-rows', id, rejected)).code).toBe(0);
    expect(readFileSync(rejected, 'utf8').trimEnd().split('\n')).toHaveLength(2);
    expect(readFileSync(rejected, 'utf8')).toContain('00:00.0');

    const taken = await recoup('import', file, '--as-of', asOf, '--accept-valid');
    expect(taken).toMatchObject({ code: 0, errors: '' });
    expect(taken.output).toMatch(/^Imported [\w-]{36}: 40 rows, 39 new, .* 1 invalid/);
    expect(taken.output).toContain('recoup rejected-rows');
  });

  it('of nothing but invalid rows is no success, even if invalid rows may be left out', async () => {
    const file = await sample(...Array.from({ length: 40 }, () => wrongDate));
    const refused = await recoup('import', file, '--as-of', asOf, '--accept-valid');
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain('took in nothing: no row is valid');
    expect(refused.errors).toContain('These are the first 20 errors.');
  });
});

describe('dead letters', () => {
  /** Far behind the last message that the bus delivers here. */
  let position = 1_000_000_000;
  /** Puts a message aside as a service's consumer would: an event about a person, consumed before, or what nobody can read. */
  const aDeadLetter = async (schema: string, consumer: string, value = 'message'): Promise<string> => {
    position += 1;
    const rows = await query<{ id: string }>(
      `insert into ${schema}.dead_letter
              (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
       select gen_random_uuid(), $1, topic, 0, $2,
              aggregate_id::text, '{}', ${value}, 'handler', 'planted by a test'
         from packet.outbox where topic = 'recoup.people.v1' limit 1
       returning dead_letter_id as id`,
      [consumer, String(position)],
    );
    return rows[0]?.id ?? '';
  };

  it('of the ledger are resolved when one operator proposes it and another approves', async () => {
    const id = await aDeadLetter('ledger', 'ledger-service');
    const dryRun = await recoup('dead-letters', 'replay', id, '--dry-run');
    expect(dryRun.output).toContain('In ledger it would be applied');
    const asked = await recoup('dead-letters', 'replay', id, '--reason', 'consumed before');
    expect(asked).toMatchObject({ code: 0, errors: '' });
    const change = /changes approve (\S+)/.exec(asked.output)?.[1] ?? '';
    expect((await recoup('dead-letters', 'list')).output).toMatch(/replay proposed by .*: consumed before/);
    const own = aProgram('cli/src/main.ts', ['changes', 'approve', change], {
      RECOUP_ADDRESS: address(),
      RECOUP_TOKEN: (await requestToken(address(), 'operator-1')).token ?? '',
    });
    expect(await own.ended).toBe(1);
    expect(own.said.errors).toContain('You proposed this change. Another person must decide it');

    const withdrawn = await recoup('changes', 'withdraw', change, '--reason', 'rather not');
    expect(withdrawn.output).toContain('Nothing was changed');
    const { output } = await recoup('dead-letters', 'discard', id, '--reason', 'nobody needs it');
    const discard = /changes approve (\S+)/.exec(output)?.[1] ?? '';
    expect(await recoup('changes', 'approve', discard)).toMatchObject({ code: 0, errors: '' });
    expect(JSON.parse((await recoup('dead-letters', 'show', id)).output)).toMatchObject({
      state: 'discarded',
      requests: [
        { action: 'replay', state: 'WITHDRAWN', decisionReason: 'rather not' },
        { action: 'discard', state: 'APPROVED', reason: 'nobody needs it' },
      ],
    });
  }, 60_000);

  it('of others are resolved by one', async () => {
    const id = await aDeadLetter('notifier', 'notifier');
    const replayed = await recoup('dead-letters', 'replay', id, '--reason', 'consumed before');
    expect(replayed.output).toBe('Replayed in notifier.\n');
    const unreadable = await aDeadLetter('notifier', 'notifier', `'{oops'`);
    const dryRun = await recoup('dead-letters', 'replay', unreadable, '--dry-run');
    expect([dryRun.code, dryRun.errors]).toEqual([1, expect.stringContaining('It would fail in notifier')]);
    const discarded = await recoup('dead-letters', 'discard', unreadable, '--reason', 'not ours');
    expect(discarded.output).toBe('Discarded in notifier.\n');
  }, 60_000);

  it('are explained to who asks wrongly', async () => {
    const unnamed = await recoup('dead-letters', 'replay');
    expect([unnamed.code, unnamed.errors]).toEqual([2, expect.stringContaining("argument 'id'")]);
    expect((await recoup('dead-letters', '--help')).output).toMatch(/replay .*discard/s);
  });
});

type Row = {
  readonly customer: string;
  readonly issued: string;
  readonly due: string;
  readonly settled: string;
};

const readRows = (file: string): readonly Row[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [, customer = '', , , issued = '', due = '', , , settled = ''] = line.split(',');
      return { customer, issued: isoDay(issued), due: isoDay(due), settled: isoDay(settled) };
    });

/** The sample writes month, day and year. */
const isoDay = (text: string): string => {
  const [month = '', day = '', year = ''] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const daysFrom = (start: string, end: string): number => (Date.parse(end) - Date.parse(start)) / 86_400_000;
