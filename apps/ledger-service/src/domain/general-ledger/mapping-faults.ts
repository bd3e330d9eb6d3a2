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
  ...withoutItem(content),
  ...namelessIds(content),
  ...doubled(content.accountExceptions),
];

/** Credit memos have items, each for an account that bears what is given up. */
const withoutItem = ({ strategy, accounts, accountExceptions, items }: GlMapping): readonly MappingFault[] =>
  strategy !== 'CREDIT_MEMO'
    ? []
    : postedRoles
        .filter((role) => role !== 'AR' && items[role] === undefined)
        .filter((role) => accounts[role] !== undefined || accountExceptions.some((one) => one.role === role))
        .map((role) => ({ at: `items/${role}`, why: 'must name the item by which credit memos bear this' }));

/** `eid:` says that the id of another system follows, which it must then do. */
const namelessIds = (content: GlMapping): readonly MappingFault[] => {
  const { subsidiaries, currencies, accounts, customers, vendors = {}, departments, items } = content;
  const lists = { subsidiaries, currencies, accounts, customers, vendors, departments, items };
  const why = 'must name an id after eid:';
  const inLists = Object.entries(lists).flatMap(([list, ids]) =>
    Object.entries(ids)
      .filter(([, id]) => isNameless(id))
      .map(([name]) => ({ at: `${list}/${name}`, why })),
  );
  const inExceptions = content.accountExceptions.flatMap(({ id }, at) =>
    isNameless(id) ? [{ at: `accountExceptions/${at}/id`, why }] : [],
  );
  return [...inLists, ...inExceptions];
};

const isNameless = (id: string): boolean => /^eid:\s*$/i.test(id);

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
