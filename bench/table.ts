import type { BenchResult } from './import-open-items.ts';

const columns = ['bench', 'rows', 'limit ms', 'ours ms', 'ratio', 'rows/s', 'peak MiB', 'goal'] as const;

/** Results for people, one line each. */
export const tableOf = (results: readonly BenchResult[]): string => {
  const lines = [columns, ...results.map(cellsOf)];
  const widths = columns.map((_, place) => Math.max(...lines.map((cells) => cells[place]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, place) => cell.padEnd(widths[place] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const cellsOf = (result: BenchResult): readonly string[] => [
  result.bench,
  String(result.rows),
  result.limitMs.toFixed(0),
  result.oursMs.toFixed(0),
  result.ratio.toFixed(2),
  result.rowsPerSecond.toFixed(0),
  Object.entries(result.peakMiB)
    .map(([rows, mebibytes]) => `${mebibytes.toFixed(0)} at ${rows}`)
    .join(', '),
  result.goal,
];
