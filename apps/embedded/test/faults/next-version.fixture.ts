const extension = 'nextversion';

const withUnknownField = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withUnknownField);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([name, part]) => [name, withUnknownField(part)]);
  return { ...Object.fromEntries(known), saidFromNextVersionOn: { of: ['something', 2, null] } };
};

/** An event as a next version may publish it: an extension attribute more, and a field more in every object of its data. */
export const withUnknownFields = (event: object): object => ({
  ...event,
  [extension]: 'yes',
  data: withUnknownField(Reflect.get(event, 'data')),
});

export const isOfNextVersion = (event: object): boolean => extension in event;
