import { toCurrency } from '@recoup/domain/currency';
import { postedRoles } from '../books/account-role.ts';
import type { AccountException, GlMapping, PostingStrategy } from './gl-mapping.ts';

export type MappingFault = { readonly at: string; readonly why: string };

/** What is wrong with the content of a mapping beside its form, by where it stands. */
export const mappingFaults = (
  content: GlMapping,
  entities: readonly string[],
  strategies: readonly PostingStrategy[],
): readonly MappingFault[] => [
  ...Object.keys(content.subsidiaries)
    .filter((name) => name !== '*' && !entities.includes(name))
    .map((name) => ({
      at: `subsidiaries/${name}`,
      why: 'must be the code of a registered legal entity, or *',
    })),
  ...Object.keys(content.currencies)
    .filter((name) => toCurrency(name) === undefined)
    .map((name) => ({ at: `currencies/${name}`, why: 'must be a code of ISO 4217, such as USD' })),
  ...(strategies.includes(content.strategy)
    ? []
    : [
        { at: 'strategy', why: `must be ${strategies.join(' or ')}: this general ledger takes nothing else` },
      ]),
  ...(content.strategy === 'CREDIT_MEMO' ? memoFaults(content) : []),
  ...externalIds(content),
  ...doubled(content.accountExceptions),
];

/**
 * A credit memo debits the income account of each item and credits one account of receivables, whatever the exceptions say, while the
 * recovery's journal names accounts: both must be the same.
 */
const memoFaults = (content: GlMapping): readonly MappingFault[] => [
  ...withoutItem(content),
  ...sharedItems(content),
  ...content.accountExceptions.flatMap(({ role, side }, at) => {
    const why =
      role !== 'AR'
        ? 'must be left out: a credit memo bears this in the account of its item'
        : side === undefined
          ? undefined
          : 'must not name a side: a credit memo has one account of receivables';
    return why === undefined ? [] : [{ at: `accountExceptions/${at}`, why }];
  }),
];

const borneRoles = postedRoles.filter((role) => role !== 'AR');

/** Credit memos have items, each for an account that bears what is given up. */
const withoutItem = ({ accounts, items }: GlMapping): readonly MappingFault[] =>
  borneRoles
    .filter((role) => items[role] === undefined && accounts[role] !== undefined)
    .map((role) => ({ at: `items/${role}`, why: 'must name the item by which credit memos bear this' }));

/** An item has one income account. */
const sharedItems = ({ accounts, items }: GlMapping): readonly MappingFault[] =>
  borneRoles.flatMap((role, at) => {
    const other = borneRoles
      .slice(0, at)
      .find((before) => items[before] === items[role] && accounts[before] !== accounts[role]);
    return other === undefined || items[role] === undefined
      ? []
      : [
          {
            at: `items/${role}`,
            why: `must be another item than that of ${other}, which has another account`,
          },
        ];
  });

/**
 * `eid:` says that the id of another system follows, which it must then do. What comes back is the id of whatever it stood for: customers
 * and vendors are compared as somebody, everything else by its id.
 */
const externalIds = (content: GlMapping): readonly MappingFault[] => {
  const { subsidiaries, currencies, accounts, customers, vendors = {}, departments, items } = content;
  const inLists = (lists: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
    Object.entries(lists).flatMap(([list, ids]) =>
      Object.entries(ids).map(([name, id]) => ({ at: `${list}/${name}`, id })),
    );
  const exceptions = content.accountExceptions.map(({ id }, at) => ({
    at: `accountExceptions/${at}/id`,
    id,
  }));
  const compared = inLists({ subsidiaries, currencies, accounts, departments, items });
  return [
    ...inLists({ customers, vendors })
      .filter(({ id }) => /^eid:\s*$/i.test(id))
      .map(({ at }) => ({ at, why: 'must name an id after eid:' })),
    ...[...compared, ...exceptions]
      .filter(({ id }) => /^eid:/i.test(id))
      .map(({ at }) => ({
        ...{ at, why: 'must be an internal id: only customers and vendors may be named by external ids' },
      })),
  ];
};

const doubled = (exceptions: readonly AccountException[]): readonly MappingFault[] => {
  const first = new Map<string, number>();
  return exceptions.flatMap(({ role, side, department }, at) => {
    const lines = JSON.stringify([role, side, department]);
    const before = first.get(lines);
    if (before === undefined) first.set(lines, at);
    return before === undefined
      ? []
      : [{ at: `accountExceptions/${at}`, why: `must be of other lines than exception ${before + 1}` }];
  });
};
