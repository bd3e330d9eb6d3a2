import { accepted, type Result, refused } from '@recoup/domain/result';

/** A packet's name as the person wrote it, trimmed, and the key it is compared by. */
export type PacketName = { readonly text: string; readonly key: string };
export type NameRefusal = { readonly reason: 'name-blank' | 'name-too-long' | 'name-unprintable' };

/** Counted in characters as people see them, not in UTF-16 units. */
export const longestName = 120;

/**
 * The form in which two packet names are the same name (ruling 8): NFKC, trimmed, inner white space
 * collapsed, lower case. Accents count: `Café` and `Cafe` are two names, `Café` composed and decomposed are one.
 */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase().normalize('NFKC');

/** Reads a packet name. Control and invisible format characters are refused: two names must not look alike by them. */
export const toPacketName = (text: string): Result<PacketName, NameRefusal> => {
  const name = text.trim();
  const key = nameKey(name);
  if (key === '') return refused({ reason: 'name-blank' });
  if ([...name].length > longestName) return refused({ reason: 'name-too-long' });
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u.test(name))
    return refused({ reason: 'name-unprintable' });
  return accepted({ text: name, key });
};
