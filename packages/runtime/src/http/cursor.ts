import { createHmac, timingSafeEqual } from 'node:crypto';
import { ProblemError } from './problem.ts';

/** Opaque list positions: the sort and the last key seen, signed so that nobody makes up their own. */
export type CursorCodec = {
  readonly write: (sort: string, key: readonly string[]) => string;
  /** The key to go on after; a cursor of another list or made by hand is a 400. */
  readonly read: (cursor: string, sort: string) => readonly string[];
};

export const cursorCodec = (secret: string): CursorCodec => {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest().subarray(0, 12);
  return {
    write: (sort, key) => {
      const text = JSON.stringify([sort, ...key]);
      return Buffer.concat([sign(text), Buffer.from(text)]).toString('base64url');
    },
    read: (cursor, sort) => {
      const bytes = Buffer.from(cursor, 'base64url');
      const text = bytes.subarray(12).toString();
      const known = bytes.length > 12 && timingSafeEqual(bytes.subarray(0, 12), sign(text));
      const [own, ...key] = known ? (JSON.parse(text) as readonly string[]) : [];
      if (own !== sort) {
        throw new ProblemError({
          status: 400,
          code: 'INVALID_INPUT',
          detail:
            'after must be the cursor of a page of this list, with the same filters and sort; start again without it',
          errors: [
            {
              pointer: 'query/after',
              code: 'INVALID_CURSOR',
              message:
                'must be the cursor of a page of this list, with the same filters and sort; start again without it',
            },
          ],
        });
      }
      return key;
    },
  };
};
