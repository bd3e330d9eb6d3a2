const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** Words of other names of zones that are not written with one capital in front. */
const oddWords = [
  ...['US', 'UTC', 'UCT', 'GMT', 'ACT', 'LHI', 'NSW', 'IN', 'of'],
  ...['DeNoronha', 'EasterIsland', 'BajaNorte', 'BajaSur', 'ComodRivadavia'],
];
const oddly = new Map(oddWords.map((word) => [word.toLowerCase(), word]));

/**
 * The zone that a text names, under the name that was written, in the letters of the IANA database: one that was renamed keeps its other
 * name. Undefined where it names none, as a mere difference to UTC or an abbreviation does not.
 */
export const toTimeZone = (text: string): string | undefined => {
  if (zones.has(text)) return text;
  const zone = zoneOf(text);
  if (zone === undefined || !zones.has(zone)) return undefined;
  if (zone.toLowerCase() === text.toLowerCase()) return zone;
  return text.includes('/') ? spelled(text) : undefined;
};

const zoneOf = (text: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

const spelled = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[a-z]+/g, (word) => oddly.get(word) ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
