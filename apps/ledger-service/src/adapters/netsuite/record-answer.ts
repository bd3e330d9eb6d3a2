import * as z from 'zod';
import type { GlError } from '../../ports/general-ledger.ts';

/** An answer of the record service, read to its end. */
export type RecordAnswer = {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
};

const errorBody = z.looseObject({
  status: z.literal(400),
  'o:errorDetails': z
    .array(
      z.looseObject({
        detail: z.string(),
        'o:errorCode': z.string().optional(),
        'o:errorPath': z.string().optional(),
      }),
    )
    .min(1),
});

/** What an answer to a POST says by itself. Nothing here is final: what stands in the general ledger decides. */
export type Reading =
  /** Taken, or there already: to be read back. */
  | { readonly kind: 'taken' }
  /** Taken as a job, which is to be followed. */
  | { readonly kind: 'job'; readonly location: string }
  /** NetSuite itself says what is wrong with the document. */
  | { readonly kind: 'refused'; readonly errors: readonly GlError[] }
  | { readonly kind: 'unclear'; readonly reason: string };

/**
 * Reads the answer to a POST. Only a body that NetSuite itself wrote refuses a document; a gateway, a firewall or a role under
 * repair answers as well, and says nothing about what was booked.
 */
export const readAnswer = ({ status, location, text }: RecordAnswer): Reading => {
  if (status === 204 || status === 200 || status === 201) return { kind: 'taken' };
  if (status === 202)
    return location === null
      ? { kind: 'unclear', reason: 'taken as a job without a location' }
      : { kind: 'job', location };
  const errors = status === 400 ? errorsOf(text) : undefined;
  if (!errors) return { kind: 'unclear', reason: `the general ledger answers ${status}` };
  if (location !== null && errors.some(({ code }) => code === 'IDEMPOTENCY_ERROR'))
    return { kind: 'job', location };
  return errors.some(saysDuplicate) ? { kind: 'taken' } : { kind: 'refused', errors };
};

/** This very key is there already. Texts differ between accounts, and the look-up decides anyway. */
const saysDuplicate = ({ code, detail }: GlError): boolean =>
  code === 'IDEMPOTENCY_ERROR' || /already (exists|used)|duplicate|unique|DUP_/i.test(`${code} ${detail}`);

const errorsOf = (text: string): readonly GlError[] | undefined =>
  errorBody.safeParse(jsonOf(text)).data?.['o:errorDetails'].map((error) => ({
    code: error['o:errorCode'] ?? 'HTTP_400',
    detail: error.detail,
    path: error['o:errorPath'] ?? null,
  }));

/** What a text says, or undefined where it breaks off or never was JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
