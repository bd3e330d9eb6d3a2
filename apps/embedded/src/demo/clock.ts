import { addDays, type CalendarDate, dateInZone } from '@recoup/domain/calendar-date';
import * as z from 'zod';

const Clock = z.object({ now: z.iso.datetime() });

/** The clock of an installation, as far as a demo may put it ahead. */
export type DemoClock = {
  readonly today: () => Promise<CalendarDate>;
  /** Puts it to the morning of the day so many days after a date. */
  readonly moveTo: (date: CalendarDate, daysLater: number) => Promise<CalendarDate>;
};

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
  return {
    today: async () => dateInZone(new Date(Clock.parse(await (await ask()).json()).now), 'UTC'),
    moveTo: async (date, daysLater) => {
      const day = addDays(date, daysLater);
      const answer = await ask(`${day}T09:00:00Z`);
      if (!answer.ok) throw new Error(`the clock could not be put to ${day}: ${await answer.text()}`);
      return day;
    },
  };
};
