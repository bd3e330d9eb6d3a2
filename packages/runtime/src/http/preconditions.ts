import { ProblemError } from './problem.ts';

/** The version that If-Match names. A missing one is 428; anything but one strong tag of ours is 400. */
export const versionSeen = (header: string | undefined): number => {
  if (header === undefined) {
    throw new ProblemError({
      status: 428,
      code: 'IF_MATCH_REQUIRED',
      detail: 'Send the version you saw in the If-Match header, as its ETag gave it',
      errors: [{ pointer: 'header/If-Match', code: 'REQUIRED', message: 'is required' }],
    });
  }
  const match = /^"([1-9]\d{0,8})"$/.exec(header.trim());
  if (!match) {
    throw new ProblemError({
      status: 400,
      code: 'INVALID_INPUT',
      detail: 'If-Match must be one ETag of this resource, for example "3"',
      errors: [
        {
          pointer: 'header/If-Match',
          code: 'INVALID_FORMAT',
          message: 'must be one ETag of this resource, for example "3"',
        },
      ],
    });
  }
  return Number(match[1]);
};

/** The answer to a change that was made to an older version than the present one. */
export const staleVersion = (seen: number, current: number, changes: readonly unknown[] = []) => ({
  problem: {
    status: 412,
    code: 'STALE_VERSION',
    detail: `You saw version ${seen}; it is now version ${current}. Read it again before you change it.`,
    headers: { etag: `"${current}"` },
    more: { currentVersion: current, changes },
  },
});
