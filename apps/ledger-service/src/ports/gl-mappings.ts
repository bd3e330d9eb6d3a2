import type { GlMapping } from '../domain/general-ledger/gl-mapping.ts';
import type { Decided } from './registry.ts';

export type GlMappingVersion = { readonly version: number; readonly content: GlMapping };

/** The versions of what our names are called in the general ledger. The one decided last holds. */
export type GlMappings = {
  /** Undefined where nobody has decided one yet. */
  readonly current: () => Promise<GlMappingVersion | undefined>;
  readonly add: (content: GlMapping, decided: Decided) => Promise<void>;
};
