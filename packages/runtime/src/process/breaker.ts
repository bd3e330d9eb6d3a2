import CircuitBreaker from 'opossum';
import { Gauge, type Registry } from 'prom-client';

export type BreakerOptions = {
  readonly name: string;
  readonly timeoutMs: number;
  readonly resetMs: number;
  readonly registry?: Registry;
};

/** A call was not made, because too many before it failed. */
export class CircuitOpenError extends Error {
  constructor(name: string) {
    super(`${name} is not called for now: too many calls before failed`);
    this.name = 'CircuitOpenError';
  }
}

export type Breaker<Args extends readonly unknown[], Answer> = {
  readonly call: (...args: Args) => Promise<Answer>;
  /** Holds calls back from now on, whatever the share of failures: one that will fail for all alike was seen. */
  readonly open: () => void;
  readonly isOpen: () => boolean;
  readonly shutdown: () => void;
};

/**
 * Puts a breaker around a call to the outside. The call gets a signal of its own that ends with its time limit; a timeout
 * means *unknown*, never *not done*. An open breaker refuses fast and decides nothing else.
 */
export const withBreaker = <Args extends readonly unknown[], Answer>(
  call: (signal: AbortSignal, ...args: Args) => Promise<Answer>,
  { name, timeoutMs, resetMs, registry }: BreakerOptions,
): Breaker<Args, Answer> => {
  const breaker = new CircuitBreaker(
    (...args: unknown[]) => call(AbortSignal.timeout(timeoutMs), ...(args as readonly unknown[] as Args)),
    { name, timeout: false, resetTimeout: resetMs, volumeThreshold: 5, errorThresholdPercentage: 50 },
  );
  if (registry) {
    const setGauge = (open: boolean) => openGauge(registry).set({ call: name }, open ? 1 : 0);
    setGauge(false);
    breaker.on('open', () => setGauge(true));
    breaker.on('halfOpen', () => setGauge(false));
    breaker.on('close', () => setGauge(false));
  }
  return {
    call: async (...args) => {
      try {
        return (await breaker.fire(...args)) as Answer;
      } catch (error) {
        if (CircuitBreaker.isOurError(error as Error)) throw new CircuitOpenError(name);
        throw error;
      }
    },
    open: () => breaker.open(),
    isOpen: () => breaker.opened,
    shutdown: () => breaker.shutdown(),
  };
};

/** One gauge for all breakers of a registry, each with a label of its own. */
const openGauge = (registry: Registry): Gauge => {
  const metric = 'recoup_breaker_open';
  const known = registry.getSingleMetric(metric);
  if (known instanceof Gauge) return known;
  return new Gauge({
    name: metric,
    help: 'Whether calls to the outside are held back (1) or made (0)',
    labelNames: ['call'],
    registers: [registry],
  });
};
