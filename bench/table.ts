import type { BenchResult } from './bench-result.ts';

const columns = ['bench', 'n', 'limit ms', 'ours ms', 'ratio', 'at most', 'n/s', 'peak MiB', 'goal'] as const;

/** Results for people, one line each; a ratio that misses its goal carries an exclamation mark. */
export const tableOf = (results: readonly BenchResult[]): string => {
  const lines = [columns, ...results.map(cellsOf)];
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const cellsOf = (result: BenchResult): readonly string[] => [
  result.bench,
  String(result.n),
  result.limitMs.toFixed(result.limitMs < 10 ? 2 : 0),
  result.oursMs.toFixed(result.oursMs < 10 ? 2 : 0),
  `${result.ratio.toFixed(2)}${result.ratio > result.most ? ' !' : ''}`,
  result.most.toFixed(2),
  result.perSecond?.toFixed(0) ?? '',
  Object.entries(result.peakMiB ?? {})
    .map(([rows, mebibytes]) => `${mebibytes.toFixed(0)} at ${rows}`)
    .join(', '),
  result.goal,
];
