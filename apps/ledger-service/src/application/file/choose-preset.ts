import { type Fit, fits, fitsWhole, lackedBy } from '../../domain/import/detect.ts';
import type { Preset, RowError } from '../../domain/import/open-item.ts';
import type { FileRecord } from '../../ports/open-item-files.ts';
import { fileHeader, headerOf } from './file-header.ts';

/** By what a kind of file was chosen. */
export type ChosenBy = 'named' | 'header';

export type Choice =
  | { readonly preset: Preset; readonly by: ChosenBy; readonly named: FileRecord }
  | { readonly errors: readonly RowError[] };

/**
 * The kind of a file and the record that names its columns: the kind that was asked for, else the only one that the header fits. A kind that
 * was asked for and fits nowhere is held against the first record, to say what is wrong with that.
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
  const reason = whole.length > 1 ? severalFit(whole) : nothingFits(best, columnsIn(named), known);
  const line = Math.max(1, named.line);
  return { errors: [{ row: line, column: '', value: '', code: 'MISSING_COLUMN', reason }] };
};

export const columnsIn = (record: FileRecord): readonly string[] => fileHeader(record).columns;

const sayWhich = 'name the right one with the import (--preset, preset=)';

const severalFit = (whole: readonly Fit[]): string =>
  `fits several kinds of file: ${whole.map(({ preset }) => preset.name).join(', ')}; ${sayWhich}`;

const nothingFits = (best: Fit, columns: readonly string[], known: readonly Preset[]): string =>
  best.matched === 0
    ? `has none of the columns of a known kind of file: ${known.map(({ name }) => name).join(', ')}`
    : `fits no kind of file; the nearest is ${best.preset.name}, which also needs ${lackedBy(best, columns).join(', ')}; ${sayWhich}`;
