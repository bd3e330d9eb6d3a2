import { setTimeout as pause } from 'node:timers/promises';
import { type Service, services } from '../../check/control-totals.ts';
import type { Session } from '../../session/session.ts';

const askAgainMs = 1_000;

/** How many events each service has yet to publish and to take in; undefined while its bus cannot be asked. */
export type EventsLeft = ReadonlyMap<Service, number | undefined>;

export const askEventsLeft = (session: Session) => async (): Promise<EventsLeft> =>
  new Map(
    await Promise.all(
      services.map(async (service) => {
        const { toPublish, toConsume } = await session.get(`/${service}/v1/checks/under-way`);
        return [service, toConsume === null ? undefined : toPublish + toConsume] as const;
      }),
    ),
  );

/** Waits until every service has taken in what is under way. Answers after how long each of them had. */
export const followServices = async (
  ask: () => Promise<EventsLeft>,
  onProgress: (line: string) => void,
  now: () => number = () => performance.now(),
  pauseMs = askAgainMs,
): Promise<string> => {
  const began = now();
  const took = new Map<Service, number>();
  const most = new Map<Service, { readonly left: number; readonly at: number }>();
  // An event is in no count between two services, so that one answer without any is not the end.
  for (let restedBefore = false; ; ) {
    const left = await ask();
    const behind = services.filter((service) => left.get(service) !== 0);
    for (const service of behind) {
      took.set(service, now() - began);
      const events = left.get(service) ?? 0;
      if (events >= (most.get(service)?.left ?? 0)) most.set(service, { left: events, at: now() });
    }
    if (behind.length === 0 && restedBefore) return tookInAll(took);
    restedBefore = behind.length === 0;
    if (behind.length > 0)
      onProgress(
        behind.map((service) => behindLine(service, left.get(service), most.get(service), now())).join('; '),
      );
    await pause(pauseMs);
  }
};

const behindLine = (
  service: Service,
  left: number | undefined,
  most: { readonly left: number; readonly at: number } | undefined,
  now: number,
): string => {
  if (left === undefined) return `${nameOf(service)}: its bus does not answer`;
  const rate = most && now > most.at ? ((most.left - left) / (now - most.at)) * 1_000 : 0;
  const speed =
    rate < 1
      ? ''
      : `, ${Math.round(rate).toLocaleString('en-US')} a second, ${Math.ceil(left / rate)} s left`;
  return `${nameOf(service)}: ${left.toLocaleString('en-US')} ${left === 1 ? 'event' : 'events'} to go${speed}`;
};

const tookInAll = (took: ReadonlyMap<Service, number>): string =>
  `Every service has taken it in: ${services
    .map((service) => `${nameOf(service)} ${((took.get(service) ?? 0) / 1_000).toFixed(1)} s`)
    .join(', ')}`;

const nameOf = (service: Service): string => (service === 'notifier' ? service : `${service}-service`);
