const extension = 'nextversion';

const withUnknownField = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withUnknownField);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([name, part]) => [name, withUnknownField(part)]);
  return { ...Object.fromEntries(known), saidFromNextVersionOn: { of: ['something', 2, null] } };
};

/**
 * Which values a next version may add: a band, and a kind of posting. What a hash covers stays, and so does what a packet asks of the
 * ledger: no service books a kind of recovery that it does not know.
 */
const withNewValues = (data: object): object => ({
  ...data,
  ...('band' in data ? { band: 'lost' } : {}),
  ...('kind' in data && !('requestedBy' in data) ? { kind: 'WRITE_DOWN' } : {}),
});

/**
 * An event as a next version may publish it: an extension attribute more, a field more in every object of its data, and other values
 * in enumerations.
 */
export const nextVersionOf = (event: object): object => ({
  ...event,
  [extension]: 'yes',
  data: withUnknownField(withNewValues(Object(Reflect.get(event, 'data')))),
});

export const isOfNextVersion = (event: object): boolean => extension in event;
