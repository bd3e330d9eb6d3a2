import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { within } from './within.ts';

/** What every service measures. Labels are names of code, never of people, packets or clients: their number is bounded. */
export type ServiceMetrics = {
  readonly registry: Registry;
  readonly published: Counter;
  readonly handled: Counter<'consumer' | 'outcome'>;
  readonly deadLetters: Counter<'consumer' | 'class'>;
  readonly stopped: Gauge<'consumer'>;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly violations: Gauge<'invariant'>;
  /** Which duties a process has, and when each was done last: `beginDuty` enters one. */
  readonly dutyLastDone: Gauge<'duty'>;
};

/** A registry of the service's own: in a shared process the default one would refuse the second registration. */
export const createMetrics = (service: string): ServiceMetrics => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    published: new Counter({
      name: 'recoup_outbox_published_total',
      help: 'Events the relay has handed to the bus',
      registers: [registry],
    }),
    handled: new Counter({
      name: 'recoup_inbox_handled_total',
      help: 'Events taken from the bus, by what became of them',
      labelNames: ['consumer', 'outcome'],
      registers: [registry],
    }),
    deadLetters: new Counter({
      name: 'recoup_dlq_messages_total',
      help: 'Messages that could not be processed',
      labelNames: ['consumer', 'class'],
      registers: [registry],
    }),
    stopped: new Gauge({
      name: 'recoup_inbox_stopped',
      help: 'Kinds of events that are not taken in any more because those of too many aggregates failed',
      labelNames: ['consumer'],
      registers: [registry],
    }),
    violations: new Gauge({
      name: 'recoup_invariant_violations',
      help: 'How often an invariant was broken when it was last checked',
      labelNames: ['invariant'],
      registers: [registry],
    }),
    dutyLastDone: new Gauge({
      name: 'recoup_duty_last_done_seconds',
      help: 'When what is done again and again was done last, in seconds since 1970; when the process began, if never since',
      labelNames: ['duty'],
      registers: [registry],
    }),
    requests: new Histogram({
      name: 'recoup_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
  };
};

/** How long a scrape waits for a number, in milliseconds. */
export const answerWithinMs = 3_000;

/** A number for a scrape: none when it cannot be read, or not in time. */
export const numberInTime = (read: () => Promise<number>): Promise<number> =>
  within(answerWithinMs, read).catch(() => Number.NaN);

/**
 * A gauge whose value is asked for when it is scraped. What cannot be read, or not in time, is no number, and the other metrics
 * are there all the same.
 */
export const gaugeOf = (registry: Registry, name: string, help: string, read: () => Promise<number>): Gauge =>
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await numberInTime(read));
    },
  });

/** The same for a number by label, with what is known of the label's values: one that is not counted is none of its kind. */
export const gaugeByLabel = <Label extends string>(
  registry: Registry,
  { name, help, label }: { readonly name: string; readonly help: string; readonly label: Label },
  values: readonly string[],
  read: () => Promise<ReadonlyMap<string, number>>,
): Gauge<Label> =>
  new Gauge<Label>({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      const counts = await within(answerWithinMs, read).catch(() => undefined);
      for (const value of values) this.labels(value).set(counts ? (counts.get(value) ?? 0) : Number.NaN);
    },
  });
