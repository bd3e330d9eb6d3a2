import { Migration } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { cursorCodec } from '../cursor.ts';
import { code, daysSince, exact, oneOf, party, range, text } from './filters.ts';
import { foldedSql } from './folded-text.ts';
import { listOf } from './list.ts';
import { by, byNullable, type ListKey } from './sort.ts';

class Debts extends Migration {
  override up(): void {
    this.addSql(`create table debt (debt_id int not null primary key, debtor_id uuid not null, number text not null,
      currency text not null, amount numeric(19, 4) not null, due_on date, seen_at timestamptz not null)`);
    this.addSql(`create index debt_by_number on debt ((${foldedSql('number')}))`);
  }
}

const { database, server } = await notesInTest(5, [Debts]);
const cursors = cursorCodec('a secret of this test');
const [one, other] = ['0194fdc2-fa2f-7cc0-81d3-ff1207370001', '0194fdc2-fa2f-7cc0-81d3-ff1207370002'];

const debts = listOf<{ readonly today: string }>({
  name: 'debts',
  id: 'debt_id',
  filters: {
    debtorId: exact(z.uuid(), 'debtor_id'),
    number: code('number'),
    name: text('number'),
    party: party('number', 'currency'),
    currency: oneOf(['EUR', 'USD'], 'currency'),
    amount: range('amount', 'amount'),
    due: range('day', 'due_on'),
    seen: range('instant', 'seen_at'),
    overdue: daysSince('due_on', 'the due date'),
  },
  sorts: {
    currency: by('currency'),
    amount: by('amount'),
    due: byNullable('due_on'),
    seen: by('seen_at'),
    id: by('debt_id'),
  },
  defaultSort: '-amount',
});

type Debt = {
  readonly id: number;
  readonly number: string;
  readonly currency: string;
  readonly amount: string;
  readonly due: string | null;
};

const pageOf = async (query: Readonly<Record<string, unknown>>) => {
  const asked = debts.ask(debts.query.parse(query), cursors, { today: '2026-03-02' });
  const rows = await database.query<Debt & { readonly listKey: ListKey }>(sql`
    select debt_id as id, number, currency, amount, due_on as due, ${asked.key} from debt
     where ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};
const found = async (query: Readonly<Record<string, unknown>>): Promise<readonly number[]> => {
  const { items } = await pageOf({ ...query, sort: 'id', limit: 500 });
  return items.map(({ id }) => id);
};

/** Few values for many rows, so that keys are equal; every fourth row has no due date. */
const owe = (from: number, to: number) =>
  server.query(
    `insert into notes.debt
     select n, case when n % 2 = 0 then $3 else $4 end::uuid, 'INV-' || n, (array['EUR', 'USD'])[1 + n % 2], (n * 7) % 5,
            case when n % 4 > 0 then '2026-01-01'::date + (n * 5) % 3 end, '2026-01-01T00:00:00Z'::timestamptz + (n % 6) * interval '1 microsecond'
       from generate_series($1::int, $2::int) n`,
    [from, to, one, other],
  );
const empty = () => server.query('delete from notes.debt');

const walked = async (query: Readonly<Record<string, unknown>>, between: () => Promise<unknown>) => {
  const pages: Debt[][] = [];
  let after: string | undefined;
  do {
    const page = await pageOf({ ...query, ...(after ? { after } : {}) });
    pages.push([...page.items]);
    after = page.page.next ?? undefined;
    await between();
  } while (after !== undefined);
  return pages.flat();
};

const sorts = [
  'amount',
  '-amount',
  'due',
  '-due',
  'due,-amount',
  '-currency,due,amount',
  'seen,-due',
  '-seen',
  '-id',
];

describe('walking the pages of a list', () => {
  it.each(sorts)('by %s gives every row once in the order of one whole page', async (sort) => {
    await empty();
    await owe(1, 60);
    const whole = (await pageOf({ sort, limit: 500 })).items;
    expect(whole).toHaveLength(60);
    expect(await walked({ sort, limit: 7 }, () => Promise.resolve())).toEqual(whole);
  });

  it.each(sorts)('by %s gives each row once also while rows are added', async (sort) => {
    await empty();
    await owe(1, 60);
    let last = 60;
    const grow = async () => {
      if (last >= 120) return;
      await owe(last + 1, last + 6);
      last += 6;
    };
    const ids = (await walked({ sort, limit: 7 }, grow)).map(({ id }) => id);
    expect(last).toBeGreaterThan(100);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id <= 60).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, position) => position + 1),
    );
  });

  it('places rows without a value last in both directions', async () => {
    await empty();
    await owe(1, 8);
    for (const sort of ['due', '-due']) {
      const dues = (await pageOf({ sort })).items.map(({ due }) => due);
      expect(dues.slice(-2)).toEqual([null, null]);
      expect(dues.slice(0, -2)).not.toContain(null);
    }
    expect((await pageOf({ sort: '-due' })).items[0]?.due).toBe('2026-01-03');
  });
});

describe('the filters of a list', () => {
  const numbers = [
    'Café 1',
    'CAFE\u0301 2',
    'cafe',
    'Cafeteria',
    'Straße',
    'STRASSE',
    'İzmir',
    'ΟΔΟΣ',
    'a_b',
    'axb',
    '5%',
    '50',
    'a\\b',
  ];
  const known = async () => {
    await empty();
    for (const [position, number] of numbers.entries())
      await server.query(
        `insert into notes.debt values ($1, $2, $3, 'EUR', $4, '2026-01-01', '2026-01-01T00:00:00Z')`,
        [position, position % 2 === 0 ? one : other, number, position],
      );
  };
  const numbered = async (query: Readonly<Record<string, unknown>>) =>
    (await found(query)).map((id) => numbers[id]);

  it.each([
    ['café', ['Café 1', 'CAFE\u0301 2', 'cafe', 'Cafeteria']],
    ['CAFE\u0301', ['Café 1', 'CAFE\u0301 2', 'cafe', 'Cafeteria']],
    ['strass', ['Straße', 'STRASSE']],
    ['izm', ['İzmir']],
    ['οδος', ['ΟΔΟΣ']],
    ['a_', ['a_b']],
    ['5%', ['5%']],
    ['a\\', ['a\\b']],
    ['%', []],
  ])('finds what begins with %s, whatever the case, form and accents', async (typed, expected) => {
    await known();
    expect(await numbered({ 'number.prefix': typed })).toEqual(expected);
  });

  it('tells a whole text from a beginning, and takes any of several', async () => {
    await known();
    expect(await numbered({ number: 'cafe' })).toEqual(['cafe']);
    expect(await numbered({ number: ['cafe', '50'] })).toEqual(['cafe', '50']);
    expect(await numbered({ 'number.prefix': ['caf', '5'], number: ['cafe', 'axb'] })).toEqual(['cafe']);
    expect(await numbered({ number: 'Café 1' })).toEqual(['Café 1']);
    for (const whole of ['number', 'name']) expect(await numbered({ [whole]: 'a_' })).toEqual([]);
  });

  it.each([
    ['CAFE', ['cafe']],
    [' cafe ', ['cafe']],
    ['ｃａｆｅ', ['cafe']],
    ['café', []],
    ['café 1', ['Café 1']],
    ['cafe\u0301 1', ['Café 1']],
    ['cafe 1', []],
    ['A_B', ['a_b']],
  ])('finds the number %s by its key: accents count, case and form do not', async (typed, expected) => {
    await known();
    expect(await numbered({ number: typed })).toEqual(expected);
  });

  it.each([
    ['CAFÉ', ['cafe']],
    ['cafe 1', ['Café 1']],
    ['CAFÉ 2', ['CAFE\u0301 2']],
    ['strasse', ['Straße', 'STRASSE']],
    ['i\u0307zmir', ['İzmir']],
    ['οδοσ', ['ΟΔΟΣ']],
    ['caf', []],
  ])('finds the whole name %s, whatever the case, form and accents', async (typed, expected) => {
    await known();
    expect(await numbered({ name: typed })).toEqual(expected);
  });

  it('finds a text in whichever of several columns holds it', async () => {
    await known();
    await server.query(`update notes.debt set currency = 'caf' where number = '50'`);
    expect(await numbered({ 'party.prefix': 'CAF' })).toEqual([
      'Café 1',
      'CAFE\u0301 2',
      'cafe',
      'Cafeteria',
      '50',
    ]);
    expect(await numbered({ party: ['CÀF', 'cafe'] })).toEqual(['cafe', '50']);
    expect(await numbered({ party: 'Ç' })).toEqual([]);
  });

  it('compares ids, codes, amounts, dates and times as what they are', async () => {
    await empty();
    await owe(1, 12);
    expect(await found({ debtorId: one })).toEqual([2, 4, 6, 8, 10, 12]);
    expect(await found({ currency: 'USD', 'amount.gte': '1.5', 'amount.lte': '2.00' })).toEqual([1, 11]);
    expect(await found({ 'due.gte': '2026-01-03', 'due.lte': '2026-01-03' })).toEqual([1, 7, 10]);
    expect(await found({ 'overdue.gte': '60', 'overdue.lte': '60' })).toEqual([3, 6, 9]);
    expect(await found({ 'seen.lt': '2026-01-01T00:00:00.000001Z' })).toEqual([6, 12]);
    expect(await found({ 'seen.gte': '2026-01-01T00:00:00.000005Z' })).toEqual([5, 11]);
  });

  it.each([
    [{ 'number.prefix': 'inv-4' }, [4, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49]],
    [{ number: ['inv-4', 'INV-44'] }, [4, 44]],
    [{ name: ['ïnv-4', 'INV-44'] }, [4, 44]],
  ])('finds by %j with one index on the folded text', async (query, ids) => {
    await empty();
    await owe(1, 50);
    const asked = debts.ask(debts.query.parse(query), cursors, { today: '2026-03-02' });
    const plan = await database.transaction(async () => {
      await database.query(sql`set local enable_seqscan = off`);
      return database.query(sql`explain (format json) select * from debt where ${asked.where}`);
    });
    expect(JSON.stringify(plan)).toMatch(/"Index Name":"debt_by_number".*"Index Cond"/);
    expect(await found(query)).toEqual(ids);
  });
});
