import * as z from 'zod';

export const importProgress = z.object({
  phase: z
    .string()
    .describe('PENDING, READING, COMPARING, POSTING or PUBLISHING while it is under way, then its state'),
  percent: z.int().min(0).max(100),
  rowsPerSecond: z
    .number()
    .nullable()
    .describe('while rows are read or published, and of the whole import at its end'),
  secondsLeft: z
    .number()
    .nullable()
    .describe('of the phase that is under way; null while it cannot be measured'),
});

export const importStages = z
  .object({
    reading: z.number().nullable(),
    comparing: z.number().nullable(),
    posting: z.number().nullable(),
    publishing: z.number().nullable(),
  })
  .describe('how many seconds each stage took; null of one that has not ended or was not needed');

export type ProgressRow = {
  readonly state: string;
  readonly history: boolean;
  readonly file_size: string;
  readonly bytes_done: string;
  readonly rows_total: number;
  readonly rows_done: number;
  readonly rows_new: number;
  readonly rows_changed: number;
  readonly rows_closed: number;
  readonly rows_settled: number;
  readonly ended_at: string | null;
  /** Since the reading began, until now or the end. */
  readonly seconds: string | null;
  /** From its beginning to its end; of the last, until now or the end. Null of what has not begun. */
  readonly reading_seconds: string | null;
  readonly comparing_seconds: string | null;
  readonly posting_seconds: string | null;
  readonly publishing_seconds: string | null;
};

/** At which percent each phase begins. Reading is measured by bytes of the file, publishing by rows. */
const begins = { READING: 0, COMPARING: 40, POSTING: 50, PUBLISHING: 60 } as const;
/** Below this share of a phase its rate says nothing about the rest. */
const fewest = 0.01;

export const progressOf = (row: ProgressRow): z.infer<typeof importProgress> => {
  const seconds = Number(row.seconds ?? 0);
  if (row.ended_at)
    return {
      phase: row.state,
      percent: 100,
      rowsPerSecond: rateOf(row.rows_total, seconds),
      secondsLeft: 0,
    };
  const phase = phaseOf(row);
  if (phase === 'READING') {
    const share = shareOf(Number(row.bytes_done), Number(row.file_size));
    return {
      phase,
      percent: Math.floor(share * begins.COMPARING),
      ...(share === 0 || share === 1 ? unmeasured : measured(row.rows_total, share, seconds)),
    };
  }
  if (phase === 'PUBLISHING') {
    const share = shareOf(row.rows_done, toPublish(row));
    return {
      phase,
      percent: begins.PUBLISHING + Math.floor(share * (100 - begins.PUBLISHING)),
      ...measured(row.rows_done, share, Number(row.publishing_seconds ?? 0)),
    };
  }
  return { phase, percent: phase === 'PENDING' ? 0 : begins[phase], ...unmeasured };
};

export const stagesOf = (row: ProgressRow): z.infer<typeof importStages> => ({
  reading: rounded(row.reading_seconds),
  comparing: rounded(row.comparing_seconds),
  posting: rounded(row.posting_seconds),
  publishing: row.ended_at ? rounded(row.publishing_seconds) : null,
});

const rounded = (seconds: string | null): number | null =>
  seconds === null ? null : Math.round(Number(seconds) * 10) / 10;

const phaseOf = (row: ProgressRow): 'PENDING' | keyof typeof begins => {
  if (row.state === 'PENDING') return 'PENDING';
  if (row.reading_seconds === null) return 'READING';
  if (row.state !== 'COMMITTING') return 'COMPARING';
  return row.publishing_seconds === null ? 'POSTING' : 'PUBLISHING';
};

const toPublish = (row: ProgressRow): number =>
  row.history ? row.rows_settled : row.rows_new + row.rows_changed + row.rows_closed;

const unmeasured = { rowsPerSecond: null, secondsLeft: null };

const measured = (rows: number, share: number, seconds: number) => ({
  rowsPerSecond: rateOf(rows, seconds),
  secondsLeft: share > fewest ? Math.round((seconds / share) * (1 - share)) : null,
});

const shareOf = (done: number, all: number): number => (all > 0 ? Math.min(1, done / all) : 0);

const rateOf = (rows: number, seconds: number): number | null =>
  seconds > 0 ? Math.round(rows / seconds) : null;
