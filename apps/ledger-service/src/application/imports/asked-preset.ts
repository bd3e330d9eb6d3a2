import { presetOf } from '../../domain/import/layouts/presets.ts';
import { mappedLayout } from '../../domain/import/mapping/mapping.ts';
import type { Preset } from '../../domain/import/open-item.ts';
import { tablePreset } from '../../domain/import/table/table-preset.ts';
import type { ImportRequest } from '../../ports/imports/imports.ts';

/** The kind of file that was asked for; null where the header shall decide. */
export const askedPreset = ({
  preset,
  mapping,
}: Pick<ImportRequest, 'preset' | 'mapping'>): Preset | null => {
  if (preset === null) return null;
  const known = mapping === null ? presetOf(preset) : tablePreset(mappedLayout(preset, mapping));
  if (!known) throw new Error(`there is no preset ${preset}`);
  return known;
};
