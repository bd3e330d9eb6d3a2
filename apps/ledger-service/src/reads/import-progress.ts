import * as z from 'zod';

export const importProgress = z.object({
  phase: z.string(),
  percent: z.int().min(0).max(100),
  rowsPerSecond: z.number().nullable().describe('while rows are read, and of the whole import at its end'),
  secondsLeft: z.number().nullable().describe('of reading, while rows are read'),
});

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
};

/**
 * Checking is measured by bytes of the file, committing by rows whose events are written. The clock runs from the first byte, so it
 * measures a rate only until the last one is read.
 */
export const progressOf = (row: ProgressRow): z.infer<typeof importProgress> => {
  const seconds = Number(row.seconds ?? 0);
  if (row.ended_at)
    return { phase: row.state, percent: 100, rowsPerSecond: rateOf(row, seconds), secondsLeft: 0 };
  const committing = row.state === 'COMMITTING';
  const [done, all] = committing
    ? [row.rows_done, row.history ? row.rows_settled : row.rows_new + row.rows_changed + row.rows_closed]
    : [Number(row.bytes_done), Number(row.file_size)];
  const share = all > 0 ? Math.min(1, done / all) : 0;
  const reading = row.state === 'CHECKING' && share > 0 && share < 1;
  return {
    phase: row.state,
    percent: Math.floor(share * 50 + (committing ? 50 : 0)),
    rowsPerSecond: reading ? rateOf(row, seconds) : null,
    secondsLeft: reading && share > 0.01 ? Math.round((seconds / share) * (1 - share)) : null,
  };
};

const rateOf = ({ rows_total }: ProgressRow, seconds: number): number | null =>
  seconds > 0 ? Math.round(rows_total / seconds) : null;
