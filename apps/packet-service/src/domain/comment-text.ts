/** A comment as it is kept: trimmed, or null when nothing is left. */
export const toComment = (text: string | null | undefined): string | null => text?.trim() || null;

export const longestComment = 4_000;
