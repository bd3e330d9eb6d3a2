import { numberKey } from '../import/values/number-key.ts';

/** Turns codes as somebody wrote them into the codes that are registered; one that is not registered stays as it is written. */
export const toRegistered = (codes: readonly string[]): ((written: string) => string) => {
  const byKey = new Map(codes.map((code) => [numberKey(code), code]));
  const exact = new Set(codes);
  return (written) => (exact.has(written) ? written : (byKey.get(numberKey(written)) ?? written));
};
