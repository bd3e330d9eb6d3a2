/** How amounts are printed: `plain` 1250.00, `point` 1,250.00, `comma` 1.250,00. */
export const numberStyles = ['plain', 'point', 'comma'] as const;
export type NumberStyle = (typeof numberStyles)[number];

const grouped = {
  point: /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/,
  comma: /^(?:\d+|\d{1,3}(?:([.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*)(?:,\d+)?$/,
} as const;

/** A number of a workbook, which knows no style; one that also reads as grouped by points is taken for a text. */
const ofWorkbook = /^-?\d+(?:\.(?:\d{1,2}|\d{4,}))?$/;

/**
 * The plain form of an amount that is printed in a style other than `plain`: with groups of three, a sign of currency, and below
 * zero with a minus in front or behind or in parentheses. What does not follow the style stays as it is: it is read as a plain amount,
 * which nothing in the style contradicts, or refused.
 */
export const plainAmount = (text: string, style: NumberStyle, numbers: 'text' | 'float'): string => {
  if (style === 'plain' || (numbers === 'float' && ofWorkbook.test(text))) return text;
  const { digits, signs } = withoutSigns(text);
  if (signs > 1 || !grouped[style].test(digits)) return text;
  const plain =
    style === 'point' ? digits.replaceAll(',', '') : digits.replaceAll(/[^\d,]/g, '').replace(',', '.');
  return signs === 1 ? `-${plain}` : plain;
};

const withoutSigns = (text: string): { readonly digits: string; readonly signs: number } => {
  let digits = text.trim();
  let signs = 0;
  const take = (pattern: RegExp): void => {
    const match = pattern.exec(digits);
    if (!match) return;
    digits = (match[1] ?? '').trim();
    signs += 1;
  };
  take(/^\((.*)\)$/);
  take(/^-(.*)$/);
  digits = digits.replace(/^\p{Sc}\s?|\s?\p{Sc}$/u, '');
  take(/^-(.*)$/);
  take(/^(.*)-$/);
  return { digits, signs };
};
