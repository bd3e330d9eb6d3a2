import type { GlMapping } from './gl-mapping.ts';

/** A row of the mapping by its list and name, with the ids before and after; null where it is not there. */
export type MappingChange = {
  readonly row: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** What another content of the mapping would change, row by row in the order of names; nothing stands for the first content. */
export const mappingChanges = (before: GlMapping | undefined, after: GlMapping): readonly MappingChange[] => {
  const [old, next] = [before ? rowsOf(before) : new Map<string, string>(), rowsOf(after)];
  return [...new Set([...old.keys(), ...next.keys()])]
    .sort()
    .map((row) => ({ row, from: old.get(row) ?? null, to: next.get(row) ?? null }))
    .filter(({ from, to }) => from !== to);
};

const rowsOf = (mapping: GlMapping): ReadonlyMap<string, string> => {
  const { accountExceptions, departmentRequired, strategy, vendors = {}, ...lists } = mapping;
  const listed = Object.entries({ ...lists, vendors }).flatMap(([list, rows]) =>
    Object.entries(rows).map(([name, id]) => [`${list} ${name}`, id] as const),
  );
  const exceptions = accountExceptions.map(
    ({ role, side, department, id }, at) =>
      [
        `accountExceptions ${at + 1}`,
        [role, side, department].filter(Boolean).join(' ').concat(`: ${id}`),
      ] as const,
  );
  return new Map([
    ...listed,
    ...exceptions,
    ['departmentRequired', String(departmentRequired)],
    ['strategy', strategy],
    ['vendors', mapping.vendors ? 'named' : 'not named'],
  ]);
};
