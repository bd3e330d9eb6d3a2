const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** The zone that a text names, by its name in the IANA database; undefined where it names none, as a mere difference to UTC does not. */
export const toTimeZone = (text: string): string | undefined => {
  if (zones.has(text)) return text;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return zones.has(timeZone) ? timeZone : undefined;
  } catch {
    return undefined;
  }
};
