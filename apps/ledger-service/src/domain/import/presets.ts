import { highradiusPreset } from './highradius-preset.ts';
import { ibmPreset } from './ibm-preset.ts';
import type { Preset } from './open-item.ts';
import { recoupPreset } from './recoup-preset.ts';

export const presetNames = ['recoup', 'ibm-late-payments', 'highradius-open-items'] as const;
export type PresetName = (typeof presetNames)[number];

const presets: Readonly<Record<PresetName, Preset>> = {
  recoup: recoupPreset,
  'ibm-late-payments': ibmPreset,
  'highradius-open-items': highradiusPreset,
};

export const presetOf = (name: PresetName): Preset => presets[name];
