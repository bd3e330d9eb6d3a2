import { accepted, type Result, refused } from '@recoup/domain/result';

export const longestComment = 4_000;

type TooLong = { readonly reason: 'comment-too-long' };
type Missing = { readonly reason: 'comment-missing' };

/** A comment as it is kept: trimmed, or null when nothing is left. */
export const toComment = (text: string | null): Result<string | null, TooLong> => {
  const kept = text?.trim() || null;
  return kept && kept.length > longestComment ? refused({ reason: 'comment-too-long' }) : accepted(kept);
};

export const toRequiredComment = (text: string | null): Result<string, TooLong | Missing> => {
  const kept = toComment(text);
  if (!kept.ok) return kept;
  return kept.value ? accepted(kept.value) : refused({ reason: 'comment-missing' });
};
