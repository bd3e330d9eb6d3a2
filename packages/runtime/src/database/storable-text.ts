/** A reason as PostgreSQL can hold it: no NUL, which a parser quotes from what it could not read, and not without end. */
export const storableText = (text: string): string => text.slice(0, 4_000).replaceAll('\0', '\uFFFD');
