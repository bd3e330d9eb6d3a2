import { type SeededRandom, seededRandom } from '@recoup/local/seeded-random';
import { type Habit, habits } from './habits.ts';

/** A legal entity of the invented firm. `scale` turns an amount in dollars into its currency; tax is a share of the commission. */
type Entity = {
  readonly code: string;
  readonly currency: string;
  readonly scale: number;
  readonly taxPercent: number;
};

const us = (code: string): Entity => ({ code, currency: 'USD', scale: 1, taxPercent: 0 });
const [us01, us02] = [us('US01'), us('US02')];
const uk01: Entity = { code: 'UK01', currency: 'GBP', scale: 0.8, taxPercent: 20 };
const de01: Entity = { code: 'DE01', currency: 'EUR', scale: 0.9, taxPercent: 19 };
const jp01: Entity = { code: 'JP01', currency: 'JPY', scale: 150, taxPercent: 10 };
const kw01: Entity = { code: 'KW01', currency: 'KWD', scale: 0.3, taxPercent: 0 };

/** Of thirteen debtors in a row; thirteen and the twenty habits have no common part, so each entity gets each habit. */
const entities = [us01, uk01, us01, de01, us02, us01, jp01, us01, uk01, de01, us02, us01, kw01] as const;

type Party = { readonly number: string; readonly name: string };

/** What was agreed for one client with one debtor; its agent and department stay. */
export type Deal = {
  readonly number: string;
  readonly department: string;
  readonly client: Party;
  readonly agent: Party;
  /** Whether the client's share is billed by the client itself, so that the firm's commission is all. */
  readonly commissionOnly: boolean;
  /** Dollars that are billed as a fee with every invoice, or 0. */
  readonly fee: number;
};

export type Debtor = Party & {
  readonly ordinal: number;
  readonly entity: Entity;
  readonly habit: Habit;
  readonly paymentTermDays: number;
  /** Days from one invoice to the next, on average. */
  readonly everyDays: number;
  /** What a usual invoice amounts to, in dollars. */
  readonly usualAmount: number;
  readonly deals: readonly [Deal, ...Deal[]];
  /** Days before the as-of date from which a failing debtor pays nothing. */
  readonly silentForDays: number;
};

const words = [
  ...['Harbor', 'Summit', 'Juniper', 'Cobalt', 'Lantern', 'Meridian', 'Falcon'],
  ...['Orchard', 'Granite', 'Willow', 'Beacon', 'Copper', 'Silverline'],
] as const;
const kinds = [
  ...['Pictures', 'Studios', 'Records', 'Events', 'Media', 'Broadcasting', 'Live'],
  ...['Productions', 'Theatres', 'Festivals', 'Publishing'],
] as const;
const firstNames = [
  ...['Nora', 'Elias', 'Ines', 'Jonas', 'Mara', 'Theo', 'Lucia', 'Oskar', 'Priya', 'Hugo', 'Alma'],
] as const;
const lastNames = [
  ...['Winslow', 'Okonjo', 'Lindgren', 'Castellan', 'Brenner', 'Ashworth', 'Moreau', 'Takeda', 'Varga'],
] as const;
const agents = ['Elena Marchetti', 'Marcus Bell', 'Ada Lindgren', 'Tomas Reyes', 'Yuki Mori'] as const;
const departments = ['Film', 'Television', 'Music', 'Speakers', 'Sports'] as const;

type Size = { readonly amount: number; readonly everyDays: number };
/** The usual amount in dollars and the days between two invoices. */
const sizes: readonly [Size, ...Size[]] = [
  { amount: 1_200, everyDays: 26 },
  { amount: 1_800, everyDays: 18 },
  { amount: 6_000, everyDays: 14 },
  { amount: 9_000, everyDays: 9 },
  { amount: 38_000, everyDays: 16 },
];

/** The debtor of a number in the portfolio of a seed, and the chance by which its invoices go on. */
export const debtorOf = (
  ordinal: number,
  seed: number,
): { readonly debtor: Debtor; readonly random: SeededRandom } => {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(ordinal + 1, 0x85ebca6b));
  const entity = cycle(entities, ordinal);
  const size = random.oneOf(sizes);
  const deal = () => dealOf(ordinal, entity, random);
  const debtor: Debtor = {
    ordinal,
    number: `B-${String(ordinal).padStart(5, '0')}`,
    name: numbered(`${cycle(words, ordinal)} ${cycle(kinds, ordinal)}`, ordinal, words.length * kinds.length),
    entity,
    habit: cycle(habits, ordinal),
    paymentTermDays: random.oneOf([14, 30, 30, 30, 45, 60]),
    everyDays: size.everyDays,
    usualAmount: Math.round(size.amount * (0.6 + random.below(100) / 100)),
    deals: [deal(), ...Array.from({ length: random.below(3) }, deal)],
    silentForDays: 40 + random.below(100),
  };
  return { debtor, random };
};

/** Twenty-six debtors in a row share the clients of their entity, two for each: so a client has several debtors. */
const dealOf = (ordinal: number, { code }: Entity, random: SeededRandom): Deal => {
  const block = Math.floor(ordinal / (2 * entities.length));
  const ofEntity = [us01, us02, uk01, de01, jp01, kw01].findIndex((entity) => entity.code === code);
  const client = block * 12 + ofEntity * 2 + random.below(2);
  const agent = (client + ofEntity) % agents.length;
  return {
    number: `D-${String(client).padStart(4, '0')}${String(ordinal).padStart(5, '0')}${random.below(10)}`,
    department: departments[client % departments.length] ?? departments[0],
    client: {
      number: `C-${String(client).padStart(5, '0')}`,
      name: numbered(
        `${cycle(firstNames, client)} ${cycle(lastNames, client)}`,
        client,
        firstNames.length * lastNames.length,
      ),
    },
    agent: { number: `A-${agent + 1}`, name: agents[agent] ?? agents[0] },
    commissionOnly: random.below(8) === 0,
    fee: random.below(9) === 0 ? 25 : 0,
  };
};

const cycle = <Item>(items: readonly [Item, ...Item[]], at: number): Item =>
  items[at % items.length] ?? items[0];

/** A name that a later round of the cycles would give again gets a number. */
const numbered = (name: string, ordinal: number, round: number): string =>
  ordinal < round ? name : `${name} ${Math.floor(ordinal / round) + 1}`;
