/** Reads into an answer by member names and places. */
export const at = (document: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    document,
  );

export const textAt = (document: unknown, ...path: readonly (string | number)[]): string => {
  const value = at(document, ...path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

export const numberAt = (document: unknown, ...path: readonly (string | number)[]): number =>
  Number(at(document, ...path) ?? 0);

export const listAt = (document: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const value = at(document, ...path);
  return Array.isArray(value) ? value : [];
};
