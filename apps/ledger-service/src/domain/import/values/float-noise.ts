import { type Currency, exponentOf } from '@recoup/domain/currency';

/** How far from a whole minor unit, in the currency's own unit, a binary fraction of an honest amount may lie. */
const noise = { numerator: 1n, decimals: 6 };

/**
 * The amount that a spreadsheet meant where the binary fraction it keeps has more decimals: 0.30000000000000004 is 0.30. What lies further
 * away from an amount of the currency stays as it is, to be refused for its decimals.
 */
export const withoutFloatNoise = (text: string, currency: Currency): string => {
  const match = /^(-?)(\d{1,20})\.(\d{1,400})$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  const decimals = exponentOf(currency);
  if (fraction.length <= decimals) return text;
  const scale = 10n ** BigInt(fraction.length - decimals);
  const exact = BigInt(whole + fraction);
  const minor = (exact + scale / 2n) / scale;
  const rest = exact > minor * scale ? exact - minor * scale : minor * scale - exact;
  if (rest * 10n ** BigInt(noise.decimals) > noise.numerator * 10n ** BigInt(fraction.length)) return text;
  const digits = minor.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};
