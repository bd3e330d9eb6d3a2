export type BenchOptions = {
  readonly rows: number;
  readonly rounds: number;
  /** A superuser's URL of a server on this machine; it reads files itself. */
  readonly adminUrl: string;
  /** A folder that the server's own user may read. */
  readonly folder: string;
  readonly log: (line: string) => void;
};

/** How long one piece of work takes beside its limit, measured in the same run; only the ratio travels between machines. */
export type BenchResult = {
  readonly bench: string;
  /** The number of a goal in docs/rules.md, and what this bench makes of it. */
  readonly goal: string;
  /** The highest ratio that meets it. */
  readonly most: number;
  readonly n: number;
  readonly limitMs: number;
  readonly oursMs: number;
  readonly ratio: number;
  /** Missing where the time is that of one, as a latency is. */
  readonly perSecond?: number;
  /** Peak memory of this process by number of rows, where flatness is part of the goal. */
  readonly peakMiB?: Readonly<Record<string, number>>;
};

type Measured = Omit<BenchResult, 'ratio' | 'perSecond'>;

/** A result whose time is that of all `n`. */
export const resultOf = (measured: Measured): BenchResult => ({
  ...latencyResultOf(measured),
  perSecond: measured.n / (measured.oursMs / 1_000),
});

/** A result whose time is that of one of `n`. */
export const latencyResultOf = (measured: Measured): BenchResult => ({
  ...measured,
  ratio: measured.oursMs / measured.limitMs,
});

/** Of some contenders, the time of one; a contender that did not run is a fault of the bench. */
export const timeOf = (times: ReadonlyMap<string, number>, name: string): number => {
  const ms = times.get(name);
  if (ms === undefined) throw new Error(`${name} was not measured`);
  return ms;
};
