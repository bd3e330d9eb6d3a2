/** What canonical JSON may hold. Amounts and large numbers travel as texts, so that every reader sees the same bytes. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [name: string]: CanonicalValue };

/**
 * The canonical text of a value after RFC 8785: members sorted by UTF-16 code units, no white space, ECMAScript numbers.
 * Numbers that are not finite have no canonical form and throw.
 */
export const canonicalJson = (value: CanonicalValue): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('canonical JSON has no form for a number that is not finite');
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
};

const isList = (value: object): value is readonly CanonicalValue[] => Array.isArray(value);
