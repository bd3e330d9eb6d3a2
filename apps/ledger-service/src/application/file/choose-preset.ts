import { type Fit, fits, fitsWhole, lackedBy } from '../../domain/import/detect.ts';
import type { Preset, RowError } from '../../domain/import/open-item.ts';
import type { FileRecord } from '../../ports/imports/open-item-files.ts';
import { fileHeader, headerOf, unstorableColumns } from './file-header.ts';

/** By what a kind of file was chosen. */
export type ChosenBy = 'named' | 'header';

export type Choice =
  | { readonly preset: Preset; readonly by: ChosenBy; readonly named: FileRecord }
  | { readonly errors: readonly RowError[] };

/**
 * The kind of a file and the record that names its columns: the kind that was asked for, else the only one that the header fits. A
 * kind that was asked for and fits nowhere is held against the first record, to say what is wrong with that.
 */
export const choosePreset = (
  asked: Preset | null,
  known: readonly Preset[],
  head: readonly FileRecord[],
): Choice | undefined => {
  const first = headerOf(head);
  if (!first) return undefined;
  const ranked = fits(asked ? [asked] : known, head.map(columnsIn));
  const [best] = ranked;
  if (!best) throw new Error('there is no kind of file');
  const named = (best.matched > 0 ? head[best.record] : undefined) ?? first;
  if (asked) return { preset: asked, by: 'named', named };
  const whole = ranked.filter(fitsWhole);
  if (whole.length === 1) return { preset: best.preset, by: 'header', named };
  const unstorable = unstorableColumns(fileHeader(named));
  if (unstorable.length > 0) return { errors: unstorable };
  const [column, reason] = whole.length > 1 ? severalFit(whole) : nothingFits(best, columnsIn(named), known);
  const line = Math.max(1, named.line);
  return { errors: [{ row: line, column, value: '', code: 'MISSING_COLUMN', reason }] };
};

export const columnsIn = (record: FileRecord): readonly string[] => fileHeader(record).columns;

const sayWhich = 'name the right one with the import (--preset, preset=)';

type Misfit = readonly [column: string, reason: string];

const severalFit = (whole: readonly Fit[]): Misfit => [
  '',
  `fits several kinds of file: ${whole.map(({ preset }) => preset.name).join(', ')}; ${sayWhich}`,
];

const nothingFits = (best: Fit, columns: readonly string[], known: readonly Preset[]): Misfit => {
  const { name } = best.preset;
  const [column = '', ...more] = lackedBy(best, columns);
  if (best.matched === 0)
    return [
      '',
      `has none of the columns of a known kind of file: ${known.map((kind) => kind.name).join(', ')}`,
    ];
  return more.length === 0
    ? [column, `is missing from the header, which else fits ${name}; add it, or ${sayWhich}`]
    : [
        '',
        `fits no kind of file; the nearest is ${name}, which also needs ${[column, ...more].join(', ')}; ${sayWhich}`,
      ];
};
