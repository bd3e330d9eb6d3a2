/** A piece of HTML whose inserted values have been escaped. Only `html` makes one. */
export type Html = { readonly markup: string };

type Insertable = string | number | Html | readonly Html[];

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => replacements[sign] ?? sign);

const inserted = (value: Insertable): string => {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
};

/** Template tag: everything inserted is escaped, unless it is itself a piece of HTML or a list of them. */
export const html = (parts: TemplateStringsArray, ...values: readonly Insertable[]): Html => ({
  markup: parts.map((part, at) => part + (values[at] === undefined ? '' : inserted(values[at]))).join(''),
});
