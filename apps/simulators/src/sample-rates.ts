import type { CalendarDate } from '@recoup/domain/calendar-date';

const toUsd = {
  EUR: '1.0900',
  GBP: '1.2700',
  CAD: '0.7300',
  BRL: '0.1800',
  JPY: '0.0067',
  MXN: '0.0550',
  KWD: '3.2500',
};

/** Invented exchange rates of one day, so that packets in other currencies can be routed on a laptop. */
export const sampleRates = (day: CalendarDate) =>
  Object.entries(toUsd).map(([from, rate]) => ({ from, to: 'USD', day, rate }));
