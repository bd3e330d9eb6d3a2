import type { Preset } from './open-item.ts';
import { columnUnder } from './table/headings.ts';

/** How well the header of a file fits a kind of file. */
export type Fit = {
  readonly preset: Preset;
  /** Which of the records that were looked at names the columns. */
  readonly record: number;
  /** How many of the columns by which the kind is known are there. */
  readonly matched: number;
  readonly known: number;
};

/** How well each kind fits, by the record that looks most like its header; the best first. */
export const fits = (presets: readonly Preset[], records: readonly (readonly string[])[]): readonly Fit[] =>
  presets
    .map((preset) => bestRecord(preset, records))
    .sort((left, right) => right.matched * left.known - left.matched * right.known);

const bestRecord = (preset: Preset, records: readonly (readonly string[])[]): Fit => {
  const known = preset.header.length;
  let best: Fit = { preset, record: 0, matched: 0, known };
  for (const [record, columns] of records.entries()) {
    const matched = preset.header.filter((names) => columnUnder(columns, names) !== undefined).length;
    if (matched > best.matched) best = { preset, record, matched, known };
  }
  return best;
};

export const fitsWhole = ({ matched, known }: Fit): boolean => matched === known;

/** What a kind lacks to fit. */
export const lackedBy = ({ preset }: Fit, columns: readonly string[]): readonly string[] =>
  preset.header.flatMap((names) => (columnUnder(columns, names) === undefined ? (names[0] ?? []) : []));
