type Broken = { readonly path: readonly PropertyKey[]; readonly message: string };

/**
 * The texts in a value that nothing can keep as they came: PostgreSQL has no NUL, and UTF-8 no half of a pair of surrogates. Without
 * this they would fail late, or be kept as another text.
 */
export const brokenTexts = (value: unknown, path: readonly PropertyKey[] = []): readonly Broken[] => {
  if (typeof value === 'string') return brokenText(value, path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    return [...brokenText(key, at), ...brokenTexts(inner, at)];
  });
};

const brokenText = (text: string, path: readonly PropertyKey[]): readonly Broken[] => {
  if (text.includes('\0')) return [{ path, message: 'must not contain the character NUL' }];
  return text.isWellFormed()
    ? []
    : [{ path, message: 'must not contain half a character (a lone surrogate)' }];
};
