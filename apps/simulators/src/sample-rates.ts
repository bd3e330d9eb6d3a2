import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';

const toUsd = {
  EUR: '1.0900',
  GBP: '1.2700',
  CAD: '0.7300',
  BRL: '0.1800',
  JPY: '0.0067',
  MXN: '0.0550',
  KWD: '3.2500',
};
/** Into the currencies in which entities of the sample keep their books. */
const fromUsd = { EUR: '0.9174', GBP: '0.7874', JPY: '149.25', KWD: '0.3077' };

const [everyDays, forDays] = [5, 365];

/** Invented exchange rates from a day on, so that packets in other currencies can be routed and booked on a laptop for a year. */
export const sampleRates = (day: CalendarDate) =>
  Array.from({ length: forDays / everyDays }, (_, at) => addDays(day, at * everyDays)).flatMap((on) => [
    ...Object.entries(toUsd).map(([from, rate]) => ({ from, to: 'USD', day: on, rate })),
    ...Object.entries(fromUsd).map(([to, rate]) => ({ from: 'USD', to, day: on, rate })),
  ]);
