import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import { amountText } from '@recoup/domain/money';
import type { SeededRandom } from '@recoup/local/seeded-random';
import { headingKey } from '../table/headings.ts';
import type { Layout, LayoutField } from '../table/layout.ts';
import type { NumberStyle } from '../values/number-style.ts';

/** What somebody owes, before it is printed in any way. */
export type Owed = {
  readonly number: string;
  readonly debtor: string;
  readonly issued: CalendarDate;
  readonly due: CalendarDate;
  readonly currency: 'USD' | 'JPY' | 'KWD';
  readonly minor: bigint;
  /** What it is where it is nobody's debt: of a type that is a credit, or in a state that does not count. */
  readonly kind: 'item' | 'credit' | 'passed-by';
};

type Cells = Readonly<Record<string, string>>;
export type AnyTable = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

const always: readonly LayoutField[] = [
  'invoiceNumber',
  'invoiceDate',
  'dueDate',
  'debtorName',
  'open',
  'currency',
];

/** Prints what is owed as files of a layout do: under any of its headings, in any order of columns, with what stands between items. */
export const anyTable = (random: SeededRandom, layout: Layout, owed: readonly Owed[]): AnyTable => {
  const { oneOf } = random;
  const some = <Value>(values: readonly Value[]) =>
    values[0] === undefined ? undefined : oneOf(values as [Value]);
  const headings = new Map<LayoutField, string>();
  const take = (field: LayoutField) => {
    const heading = some(headingsOf(layout, field, headings).filter((one) => !taken(headings, one)));
    if (heading !== undefined) headings.set(field, heading);
  };
  for (const field of always) take(field);
  if (owed.some(({ kind }) => kind === 'credit')) take('documentType');
  if (owed.some(({ kind }) => kind === 'passed-by')) take('status');
  if (!headings.has('debtorName') && !layout.debtorAbove) take('debtorNumber');
  const write = writing(random, layout);
  const named = [
    ...headings.values(),
    ...layout.buckets,
    ...(layout.bucketTotal === null ? [] : [layout.bucketTotal]),
  ];
  const label = layout.report ? '(first column)' : 'remark';
  const header = [label, ...shuffled(random, named)];
  const cellsOf = (one: Owed): Cells => {
    const cells: Record<string, string> = {};
    const set = (field: LayoutField, text: string) => {
      const heading = headings.get(field);
      if (heading !== undefined) cells[heading] = text;
    };
    set('invoiceNumber', one.number);
    set('invoiceDate', write.date(one.issued));
    set('dueDate', write.date(one.due));
    set('debtorName', layout.debtorAbove ? '' : one.debtor);
    set('debtorNumber', one.debtor);
    set('currency', one.currency);
    set('documentType', one.kind === 'credit' ? (some(layout.credits) ?? '') : 'Invoice');
    set('status', one.kind === 'passed-by' ? (some(layout.passedBy) ?? '') : 'Sent');
    const amount = write.amount(one);
    set('open', amount);
    const bucket = some(layout.buckets);
    if (bucket !== undefined) cells[bucket] = amount;
    if (layout.bucketTotal !== null) cells[layout.bucketTotal] = amount;
    return cells;
  };
  const line = (cells: Cells) => header.map((heading) => cells[heading] ?? '');
  const between = (text: string) => line({ [label]: text });
  const rows = layout.report
    ? [...Map.groupBy(owed, ({ debtor }) => debtor)].flatMap(([debtor, own]) => [
        between(layout.debtorAbove ? debtor : '1 - 30 days past due'),
        ...own.map((one) => line(cellsOf(one))),
        ...oneOf([[], [header], [line({})]] as const),
        between(`Total ${debtor}`),
      ])
    : owed.map((one) => line(cellsOf(one)));
  return { header, rows };
};

/** Under which headings a field may stand; the currency of an amount depends on that of the amount. */
const headingsOf = (
  { columns, currencyOf, constants }: Layout,
  field: LayoutField,
  taken: ReadonlyMap<LayoutField, string>,
): readonly string[] => {
  if (Object.hasOwn(constants, field)) return [];
  const own = field === 'currency' ? currencyOf[headingKey(taken.get('open') ?? '')] : undefined;
  return own ?? columns[field] ?? [];
};

/** A heading under which another field already stands, or which that field would be looked for under, too. */
const taken = (headings: ReadonlyMap<LayoutField, string>, heading: string): boolean =>
  [...headings.values()].some((one) => headingKey(one) === headingKey(heading));

const shuffled = (random: SeededRandom, values: readonly string[]): readonly string[] => {
  const left = [...values];
  return values.map(() => left.splice(random.below(left.length), 1)[0] ?? '');
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One way of writing dates and amounts, the same in all of a file. */
const writing = ({ oneOf }: SeededRandom, layout: Layout) => {
  const order = layout.dates ?? oneOf(['iso', 'day-first', 'month-first', 'named'] as const);
  // Points stand behind days.
  const mark = oneOf(['/', '-', order === 'day-first' ? '.' : '/'] as const);
  return {
    date: (day: CalendarDate): string => {
      const [year = '', month = '', date = ''] = day.split('-');
      if (order === 'iso') return day;
      if (order === 'named') return `${date} ${months[Number(month) - 1]} ${year}`;
      return (order === 'day-first' ? [date, month, year] : [month, date, year]).join(mark);
    },
    amount: ({ minor, currency }: Owed): string =>
      printed(amountText({ minor, currency: storedCurrency(currency) }), layout.style),
  };
};

const printed = (plain: string, style: NumberStyle): string => {
  if (style === 'plain') return plain;
  const [whole = '', decimals] = plain.split('.');
  const [group, point] = style === 'point' ? [',', '.'] : ['.', ','];
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group);
  return decimals === undefined ? grouped : `${grouped}${point}${decimals}`;
};

/** Days whose order every file shows: beyond the twelfth, so that none may be a month. */
export const dayOf = (month: number, date: number): CalendarDate => {
  const found = toCalendarDate(`2025-${String(month).padStart(2, '0')}-${date}`);
  if (!found) throw new Error('not a day');
  return found;
};
