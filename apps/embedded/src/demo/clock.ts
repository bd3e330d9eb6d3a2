import { addDays, type CalendarDate, dateInZone } from '@recoup/domain/calendar-date';
import * as z from 'zod';

const Clock = z.object({ now: z.iso.datetime() });

/** The clock of an installation, as far as a demo may put it ahead. */
export type DemoClock = {
  /** Puts it to the morning of today, when that day has come in the entities of America, too, unless it is later. Answers the day. */
  readonly toMorning: () => Promise<CalendarDate>;
  /** Puts it to the morning of the day so many days after a date. */
  readonly moveTo: (date: CalendarDate, daysLater: number) => Promise<CalendarDate>;
};

const morningOf = (day: CalendarDate): string => `${day}T09:00:00Z`;

/** Nothing where the installation keeps the time of its machine. */
export const clockAt = async (address: string): Promise<DemoClock | undefined> => {
  const ask = async (to?: string) =>
    fetch(
      `${address}/clock`,
      to === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to }) },
    );
  if (!(await ask()).ok) return undefined;
  const putTo = async (day: CalendarDate): Promise<CalendarDate> => {
    const answer = await ask(morningOf(day));
    if (!answer.ok) throw new Error(`the clock could not be put to ${day}: ${await answer.text()}`);
    return day;
  };
  return {
    toMorning: async () => {
      const now = new Date(Clock.parse(await (await ask()).json()).now);
      const day = dateInZone(now, 'UTC');
      return now < new Date(morningOf(day)) ? putTo(day) : day;
    },
    moveTo: (date, daysLater) => putTo(addDays(date, daysLater)),
  };
};
