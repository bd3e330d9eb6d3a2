import * as z from 'zod';

export const importProgress = z.object({
  phase: z
    .string()
    .describe(
      'PENDING, WAITING (for another import of its source), FETCHING (the connected system is asked), READING, COMPARING, POSTING or PUBLISHING while it is under way, then its state',
    ),
  percent: z.int().min(0).max(100),
  rowsPerSecond: z
    .number()
    .nullable()
    .describe('of the phase that is under way, and of the whole import at its end'),
  secondsLeft: z
    .number()
    .nullable()
    .describe('of the phase that is under way; null where it cannot be measured'),
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
  /** Null until the connected system has answered. */
  readonly file_size: string | null;
  /** Whether somebody works on it. */
  readonly held: boolean;
  /** Whether another import of its source is under way. */
  readonly waits: boolean;
  readonly bytes_done: string;
  readonly rows_total: number;
  readonly rows_posted: number;
  readonly rows_done: number;
  readonly rows_new: number;
  readonly rows_changed: number;
  readonly rows_closed: number;
  readonly rows_settled: number;
  readonly ended_at: string | null;
  /** Since the reading began, until now or the end. */
  readonly seconds: string | null;
  /** From its beginning to its end; null of what has not ended. */
  readonly reading_seconds: string | null;
  readonly comparing_seconds: string | null;
  readonly posting_seconds: string | null;
  /** Until now, or the end; null before it begins. */
  readonly publishing_seconds: string | null;
  readonly posting_so_far: string | null;
};

/** At which percent each phase begins: about what each takes of an import of new items. */
const begins = { READING: 0, COMPARING: 15, POSTING: 25, PUBLISHING: 75 } as const;
const ends = { READING: 15, COMPARING: 25, POSTING: 75, PUBLISHING: 100 } as const;
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
  if (row.state === 'PENDING')
    return { phase: beforeReading(row), percent: 0, rowsPerSecond: null, secondsLeft: null };
  const phase = phaseOf(row);
  const { rows, share, since } = measureOf(row, phase);
  const percent = begins[phase] + Math.floor(share * (ends[phase] - begins[phase]));
  const known = share > fewest && share < 1;
  return {
    phase,
    percent,
    rowsPerSecond: rows > 0 && share < 1 ? rateOf(rows, since) : null,
    secondsLeft: known ? Math.round((since / share) * (1 - share)) : null,
  };
};

const beforeReading = ({ held, waits, file_size }: ProgressRow): string => {
  if (held) return file_size === null ? 'FETCHING' : 'PENDING';
  return waits ? 'WAITING' : 'PENDING';
};

type Phase = keyof typeof begins;

/** Reading is measured by bytes of the file, posting and publishing by rows; comparing goes on as a whole. */
const measureOf = (row: ProgressRow, phase: Phase) => {
  switch (phase) {
    case 'READING':
      return {
        rows: row.rows_total,
        share: shareOf(Number(row.bytes_done), Number(row.file_size)),
        since: Number(row.seconds ?? 0),
      };
    case 'POSTING':
      return {
        rows: row.rows_posted,
        share: shareOf(row.rows_posted, row.rows_new),
        since: Number(row.posting_so_far ?? 0),
      };
    case 'PUBLISHING':
      return {
        rows: row.rows_done,
        share: shareOf(row.rows_done, toPublish(row)),
        since: Number(row.publishing_seconds ?? 0),
      };
    default:
      return { rows: 0, share: 0, since: 0 };
  }
};

export const stagesOf = (row: ProgressRow): z.infer<typeof importStages> => ({
  reading: rounded(row.reading_seconds),
  comparing: rounded(row.comparing_seconds),
  posting: rounded(row.posting_seconds),
  publishing: row.ended_at ? rounded(row.publishing_seconds) : null,
});

const rounded = (seconds: string | null): number | null =>
  seconds === null ? null : Math.round(Number(seconds) * 10) / 10;

const phaseOf = (row: ProgressRow): Phase => {
  if (row.reading_seconds === null) return 'READING';
  if (row.state !== 'COMMITTING') return 'COMPARING';
  return row.publishing_seconds === null ? 'POSTING' : 'PUBLISHING';
};

const toPublish = (row: ProgressRow): number =>
  row.history ? row.rows_settled : row.rows_new + row.rows_changed + row.rows_closed;

const shareOf = (done: number, all: number): number => (all > 0 ? Math.min(1, done / all) : 0);

const rateOf = (rows: number, seconds: number): number | null =>
  seconds > 0 ? Math.round(rows / seconds) : null;
