import type { Currency } from '@recoup/domain/currency';
import { allocate, money } from '@recoup/domain/money';
import { noSides, type SideAmounts } from '@recoup/domain/sides';

/** Reads a share such as `0.1` as whole parts of a whole; undefined when it is no decimal from 0 to 1. */
export const readShare = (text: string): { readonly part: bigint; readonly whole: bigint } | undefined => {
  const match = /^(0|1)(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return undefined;
  const digits = match[2] ?? '';
  const whole = 10n ** BigInt(digits.length);
  const part = BigInt(match[1] ?? '0') * whole + BigInt(digits || '0');
  return part <= whole ? { part, whole } : undefined;
};

/** Splits a single amount column into the firm's revenue and the client's payable so that both sum to it. */
export const splitAmount = (minor: bigint, currency: Currency, revenueShare: string | null): SideAmounts => {
  const share = readShare(revenueShare ?? '1') ?? { part: 1n, whole: 1n };
  if (minor < 0n) return noSides;
  const [revenue, payable] = allocate(money(minor, currency), [share.part, share.whole - share.part]);
  return { ...noSides, revenue: revenue?.minor ?? 0n, payable: payable?.minor ?? 0n };
};
