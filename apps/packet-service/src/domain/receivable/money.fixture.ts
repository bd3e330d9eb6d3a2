import { type Currency, toCurrency } from '@recoup/domain/currency';
import { type Money, parseAmount } from '@recoup/domain/money';

const currency = (code: string): Currency => {
  const found = toCurrency(code);
  if (!found) throw new Error(`no such currency: ${code}`);
  return found;
};
export const usd = currency('USD');
export const eur = currency('EUR');

/** An exact amount for tests; a text that is none fails the test. */
export const amount = (text: string, code: Currency = usd): Money => {
  const read = parseAmount(text, code);
  if (!read.ok) throw new Error(`${text}: ${read.refusal.reason}`);
  return read.value;
};
