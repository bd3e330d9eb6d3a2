import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { type Currency, toCurrency } from '@recoup/domain/currency';

export const storedDay = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`the database holds ${text}, which is no day`);
  return day;
};

export const currencyOf = (code: string): Currency => {
  const currency = toCurrency(code);
  if (!currency) throw new Error(`the database holds ${code}, which is no currency`);
  return currency;
};
