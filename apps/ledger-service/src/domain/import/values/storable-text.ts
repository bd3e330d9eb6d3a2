/** Why a text cannot be kept as it is: a database knows no NUL and no half of a character. */
export const unstorable = (text: string): string | undefined => {
  if (text.includes('\0')) return 'holds a NUL character, which is no part of a text; remove it';
  return text.isWellFormed() ? undefined : 'holds half a character (a lone surrogate); type it anew';
};

/** The text, with a sign for whatever cannot be kept. */
export const storable = (text: string): string => text.replaceAll('\0', '\u2400').toWellFormed();
