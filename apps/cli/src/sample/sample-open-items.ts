import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { toCurrency } from '@recoup/domain/currency';
import { amountText, money } from '@recoup/domain/money';
import { type SeededRandom, seededRandom } from '@recoup/local/seeded-random';

/** The columns of the file, as the importer's own template has them. */
export const sampleColumns =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';

type Entity = { readonly entity: string; readonly currency: string };
const entities: readonly [Entity, ...Entity[]] = [
  { entity: 'US01', currency: 'USD' },
  { entity: 'US02', currency: 'USD' },
  { entity: 'UK01', currency: 'GBP' },
  { entity: 'DE01', currency: 'EUR' },
];
const departments = ['Film', 'Television', 'Music', 'Speakers', 'Sports'] as const;
const words = [
  'Harbor',
  'Summit',
  'Juniper',
  'Cobalt',
  'Lantern',
  'Meridian',
  'Falcon',
  'Orchard',
  'Granite',
  'Willow',
] as const;
const kinds = [
  'Pictures',
  'Studios',
  'Records',
  'Events',
  'Media',
  'Broadcasting',
  'Live',
  'Partners',
] as const;
const agents = ['Elena Marchetti', 'Marcus Bell', 'Ada Lindgren', 'Tomas Reyes', 'Yuki Mori'] as const;
const reasons = ['short delivery', 'price not agreed', 'no purchase order', 'duplicate invoice'] as const;

/** Days past due at the as-of date: most items are young, a few are very old. */
type Band = readonly [from: number, days: number];
const overdueBands: readonly [Band, ...Band[]] = [
  [-25, 25],
  [-5, 20],
  [1, 15],
  [16, 15],
  [31, 30],
  [61, 60],
  [121, 300],
];

/**
 * Open items of an invented agency, line by line with the header first: several entities, departments, deals, clients,
 * buyers, agents, currencies, ages and disputes. The same rows, seed and date give the same text; any number of rows
 * needs the same memory.
 */
export function* sampleOpenItems(rows: number, asOf: CalendarDate, seed = 20_260_331): Generator<string> {
  const random = seededRandom(seed);
  const clients = Math.max(4, Math.ceil(rows / 40));
  const buyers = Math.max(6, Math.ceil(rows / 15));
  yield `${sampleColumns}\n`;
  for (let row = 1; row <= rows; row += 1) yield `${line(row, asOf, random, clients, buyers)}\n`;
}

const line = (
  row: number,
  asOf: CalendarDate,
  random: SeededRandom,
  clients: number,
  buyers: number,
): string => {
  const { entity, currency } = random.oneOf(entities);
  const client = random.below(clients);
  const buyer = random.below(buyers);
  const [from, span] = random.oneOf(overdueBands);
  const dueDate = addDays(asOf, -(from + random.below(span)));
  const invoiceDate = addDays(dueDate, -random.oneOf([14, 30, 30, 30, 45, 60]));
  const commission = BigInt(5_000 + random.below(random.oneOf([200_000, 600_000, 2_500_000])));
  const disputed = random.below(12) === 0;
  const agent = random.below(agents.length);
  return [
    entity,
    random.oneOf(departments),
    `DEAL-${String(client * 3 + random.below(3)).padStart(5, '0')}`,
    `C-${String(client).padStart(5, '0')}`,
    partyName(client),
    `B-${String(buyer).padStart(5, '0')}`,
    partyName(buyer + 7),
    `A-${agent + 1}`,
    agents[agent],
    `INV-${String(row).padStart(7, '0')}`,
    invoiceDate <= asOf ? invoiceDate : asOf,
    dueDate > invoiceDate ? dueDate : invoiceDate,
    currency,
    text(commission, currency),
    text(random.below(5) === 0 ? 0n : commission * 9n, currency),
    text(random.below(3) === 0 ? commission / 5n : 0n, currency),
    text(random.below(9) === 0 ? 2_500n : 0n, currency),
    String(disputed),
    disputed ? random.oneOf(reasons) : '',
  ].join(',');
};

const partyName = (number: number): string =>
  `${words[number % words.length]} ${kinds[Math.floor(number / words.length) % kinds.length]} ${Math.floor(number / 80) || ''}`.trim();

const text = (minor: bigint, code: string): string => {
  const currency = toCurrency(code);
  if (!currency) throw new Error(`no currency ${code}`);
  return amountText(money(minor, currency));
};
