import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { cursorCodec } from '../cursor.ts';
import { parsePart } from '../input/parse.ts';
import { ProblemError } from '../problem.ts';
import { code, daysSince, exact, flag, matching, oneOf, party, range, text } from './filters.ts';
import { listOf } from './list.ts';
import { by, byNullable } from './sort.ts';

const cursors = cursorCodec('a secret of this test');
const asker = { today: '2026-03-02' };

const debts = listOf<{ readonly today: string }>({
  name: 'debts',
  id: 'd.debt_id',
  filters: {
    debtorId: exact(z.uuid(), 'd.debtor_id'),
    currency: oneOf(['EUR', 'USD'], 'd.currency'),
    number: code('d.number'),
    party: party('d.party_number', 'd.party_name'),
    debtor: text('debtor.name'),
    issued: range('day', 'd.issued_on'),
    seen: range('instant', 'd.seen_at'),
    amount: range('amount', 'd.amount'),
    tries: range('whole', 'd.tries'),
    overdue: daysSince('d.due_on', 'the due date'),
    weekday: oneOf(['1', '7'], sql`extract(isodow from d.due_on)::text`),
    open: flag(sql`d.paid_on is null`),
    mine: matching(z.enum(['me']), 'those of the person who asks', () => sql`d.owner = 'me'`),
  },
  sorts: {
    issued: by('d.issued_on'),
    amount: by('d.amount'),
    due: byNullable('d.due_on'),
    id: by('d.debt_id'),
  },
  defaultSort: '-issued',
});

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const compiled = (statement: ReturnType<typeof debts.ask>['where']) => {
  const { sql: written, parameters } = statement.compile(compiler);
  return [written, ...parameters];
};
const asked = (query: Readonly<Record<string, unknown>>) =>
  debts.ask(parsePart(debts.query, query, 'query'), cursors, asker);
const where = (query: Readonly<Record<string, unknown>>) => compiled(asked(query).where);
const faultsOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [
      error.problem.status,
      ...(error.problem.errors ?? []).map(({ pointer, code }) => [pointer, code]),
    ];
  }
};
const faults = (query: Readonly<Record<string, unknown>>) => faultsOf(() => asked(query));

describe('the filters of a list', () => {
  const id = '0194fdc2-fa2f-7cc0-81d3-ff1207370001';

  it.each([
    [{}, ['true']],
    [{ currency: 'USD' }, ['"d"."currency" = any ($1)', ['USD']]],
    [{ currency: ['USD', 'EUR'] }, ['"d"."currency" = any ($1)', ['USD', 'EUR']]],
    [{ debtorId: id }, ['"d"."debtor_id" = any ($1)', [id]]],
    [{ 'issued.gte': '2026-01-01' }, ['"d"."issued_on" >= $1', '2026-01-01']],
    [{ 'seen.lt': '2026-01-01T00:00:00Z' }, ['"d"."seen_at" < $1', '2026-01-01T00:00:00Z']],
    [
      { 'amount.gte': '-1.50', 'amount.lte': '2' },
      ['"d"."amount" >= $1 and "d"."amount" <= $2', '-1.50', '2'],
    ],
    [{ 'tries.lte': '3' }, ['"d"."tries" <= $1', 3]],
    [{ 'overdue.gte': '60' }, ['"d"."due_on" <= $1::date - $2::int', '2026-03-02', 60]],
    [{ 'overdue.lte': '-1' }, ['"d"."due_on" >= $1::date - $2::int', '2026-03-02', -1]],
    [{ weekday: '7' }, ['extract(isodow from d.due_on)::text = any ($1)', ['7']]],
    [{ open: 'true' }, ['(d.paid_on is null)']],
    [{ open: 'false' }, ['not (d.paid_on is null)']],
    [{ mine: 'me' }, [`d.owner = 'me'`]],
  ])('makes conditions with bound parameters of %j', (query, expected) => {
    expect(where(query)).toEqual(expected);
  });

  it('are told to whoever lists something else where one is missing', () => {
    const { filteredBy } = asked({ 'number.prefix': 'INV' });
    expect(filteredBy('number')).toBe(true);
    expect(filteredBy('open')).toBe(false);
  });

  it('compares a whole number by its key and a whole name folded, as indexes hold both', () => {
    const [written, ...parameters] = where({ party: ["O'Hara", '7'] });
    const columns = String(written)
      .replaceAll(/regexp_replace\(.*?'g'\) collate "C"/g, 'folded')
      .replaceAll(/lower\(normalize\(.*?, NFKC\)\) collate "C"/g, 'key');
    expect(columns).toBe(
      '((folded in (folded, folded) and key in (key, key)) or folded in (folded, folded))',
    );
    expect(parameters).toEqual(["O'Hara", '7', "O'Hara", '7', "O'Hara", '7']);
  });

  it('compares the beginnings of texts by one expression on both sides', () => {
    const [written, ...parameters] = where({ 'number.prefix': ['INV_', '50%'] });
    expect(parameters).toEqual(['INV_', '50%']);
    const [, left, right] = /^\(\((.*)\) \^@ \((.*)\) or /.exec(String(written)) ?? [];
    expect(left?.replace('"d"."number"', 'x')).toBe(right?.replace('$1', 'x'));
    expect(left).toContain('"d"."number"');
    expect(where({ 'debtor.prefix': 'Caf' }).at(-1)).toBe('Caf');
  });

  it.each([
    [{ colour: 'red' }, [400, ['query/colour', 'UNKNOWN_FIELD']]],
    [{ debtorid: id }, [400, ['query/debtorid', 'UNKNOWN_FIELD']]],
    [{ debtorId: 'x' }, [400, ['query/debtorId/0', 'INVALID_FORMAT']]],
    [{ currency: ['EUR', 'eur'] }, [400, ['query/currency/1', 'INVALID_VALUE']]],
    [{ number: '' }, [400, ['query/number/0', 'TOO_SMALL']]],
    [{ number: 'a\0b' }, [400, ['query/number', 'INVALID_TEXT']]],
    [{ number: Array.from({ length: 1_001 }, String) }, [400, ['query/number', 'TOO_BIG']]],
    [{ 'debtor.suffix': 'x' }, [400, ['query/debtor.suffix', 'UNKNOWN_FIELD']]],
    [{ 'issued.gte': ['2026-01-01', '2026-01-02'] }, [400, ['query/issued.gte', 'INVALID_TYPE']]],
    [{ 'issued.gte': '2026-02-30' }, [400, ['query/issued.gte', 'INVALID_FORMAT']]],
    [{ 'issued.gte': '0000-01-01' }, [400, ['query/issued.gte', 'CUSTOM']]],
    [{ issued: '2026-01-01' }, [400, ['query/issued', 'UNKNOWN_FIELD']]],
    [{ 'issued.lt': '2026-01-01' }, [400, ['query/issued.lt', 'UNKNOWN_FIELD']]],
    [{ 'amount.gte': '1e3' }, [400, ['query/amount.gte', 'INVALID_FORMAT']]],
    [{ 'tries.gte': '9999999999' }, [400, ['query/tries.gte', 'TOO_BIG']]],
    [{ open: 'yes' }, [400, ['query/open', 'INVALID_VALUE']]],
    [{ limit: '0' }, [400, ['query/limit', 'TOO_SMALL']]],
    [{ limit: '501' }, [400, ['query/limit', 'TOO_BIG']]],
    [{ sort: 'number' }, [400, ['query/sort', 'INVALID_FORMAT']]],
    [{ sort: 'issued,-issued' }, [400, ['query/sort', 'CUSTOM']]],
    [{ sort: '' }, [400, ['query/sort', 'INVALID_FORMAT']]],
    [{ sort: 'issued;drop table debt' }, [400, ['query/sort', 'INVALID_FORMAT']]],
  ])('refuses %j, and says which parameter', (query, expected) => {
    expect(faults(query)).toEqual(expected);
  });
});

describe('the order of a list', () => {
  const order = (sort?: string) => compiled(asked(sort ? { sort, limit: '10' } : { limit: '10' }).order);

  it.each([
    [undefined, 'order by "d"."issued_on" desc, "d"."debt_id" desc limit $1'],
    ['issued', 'order by "d"."issued_on", "d"."debt_id" limit $1'],
    ['-due,amount', 'order by "d"."due_on" desc nulls last, "d"."amount", "d"."debt_id" limit $1'],
    ['issued,-amount', 'order by "d"."issued_on", "d"."amount" desc, "d"."debt_id" desc limit $1'],
    ['-id', 'order by "d"."debt_id" desc limit $1'],
  ])('of %s ends with the id, and has one row more than the page', (sort, written) => {
    expect(order(sort)).toEqual([written, 11]);
  });
});

describe('the cursor of a list', () => {
  const rows = (...keys: readonly (readonly (string | null)[])[]) =>
    keys.map((listKey, position) => ({ listKey, position }));
  const nextOf = (query: Readonly<Record<string, unknown>>, key: readonly (string | null)[]) =>
    asked({ ...query, limit: '1' }).page(rows(key, key), (row) => row).page.next ?? '';
  const beyond = (sort: string, key: readonly (string | null)[]) =>
    where({ sort, after: nextOf({ sort }, key) });

  it.each([
    ['issued', ['2026-01-01', '7'], '("d"."issued_on", "d"."debt_id") > ($1, $2)', ['2026-01-01', '7']],
    ['-issued', ['2026-01-01', '7'], '("d"."issued_on", "d"."debt_id") < ($1, $2)', ['2026-01-01', '7']],
    [
      'issued,-amount',
      ['2026-01-01', '5', '7'],
      '("d"."issued_on" >= $1 and (("d"."issued_on" > $2) or ("d"."issued_on" = $3 and "d"."amount" < $4) or ("d"."issued_on" = $5 and "d"."amount" = $6 and "d"."debt_id" < $7)))',
      ['2026-01-01', '2026-01-01', '2026-01-01', '5', '2026-01-01', '5', '7'],
    ],
    [
      'due',
      ['2026-01-01', '7'],
      '((("d"."due_on" > $1 or "d"."due_on" is null)) or ("d"."due_on" = $2 and "d"."debt_id" > $3))',
      ['2026-01-01', '2026-01-01', '7'],
    ],
    ['-due', [null, '7'], '((false) or ("d"."due_on" is null and "d"."debt_id" < $1))', ['7']],
  ])('of %s after %j leaves the rows beyond', (sort, key, written, parameters) => {
    expect(beyond(sort, key)).toEqual([written, ...parameters]);
  });

  it('shows a page without the keys, and no cursor on the last', () => {
    const { page } = asked({ limit: '2' });
    const show = ({ position }: { readonly position: number }) => position;
    expect(page(rows(['a', '1'], ['b', '2']), show)).toEqual({
      items: [0, 1],
      page: { next: null, has_more: false },
    });
    const first = page(rows(['a', '1'], ['b', '2'], ['c', '3']), (row) => row);
    expect(first.items).toEqual([{ position: 0 }, { position: 1 }]);
    expect(where({ after: first.page.next }).slice(1)).toEqual(['b', '2']);
  });

  it('goes on with the same filters in another order', () => {
    const next = nextOf({ currency: ['EUR', 'USD'], 'tries.gte': '1' }, ['2026-01-01', '7']);
    expect(where({ 'tries.gte': '1', currency: ['USD', 'EUR'], after: next, limit: '9' })).toHaveLength(5);
  });

  it.each([
    ['another sort', {}, { sort: 'issued' }],
    ['another filter', {}, { currency: 'EUR' }],
    ['another value', { currency: 'EUR' }, { currency: 'USD' }],
    ['a filter less', { currency: 'EUR' }, {}],
    ['the other end of a range', { 'tries.gte': '1' }, { 'tries.lte': '1' }],
    ['two values that were one', { number: 'a,b' }, { number: ['a', 'b'] }],
  ])('is refused with %s', (_what, before, now) => {
    const after = nextOf(before, ['2026-01-01', '7']);
    expect(faults({ ...now, after })).toEqual([400, ['query/after', 'INVALID_CURSOR']]);
  });

  it('is refused when it is made by hand or of another list', () => {
    const others = listOf({
      name: 'others',
      id: 'id',
      filters: {},
      sorts: { issued: by('i') },
      defaultSort: '-issued',
    });
    const { next } = others
      .ask({ limit: 1 }, cursors)
      .page(rows(['2026-01-01', '7'], ['2026-01-01', '8']), (row) => row).page;
    for (const after of [next, 'bm90aGluZw', 'x'.repeat(60)])
      expect(faults({ after })).toEqual([400, ['query/after', 'INVALID_CURSOR']]);
  });
});

it('is not declared with a default sort that it does not have', () => {
  expect(() =>
    listOf({ name: 'debts', id: 'id', filters: {}, sorts: { id: by('id') }, defaultSort: '-date' }),
  ).toThrow('must be keys among id');
});
