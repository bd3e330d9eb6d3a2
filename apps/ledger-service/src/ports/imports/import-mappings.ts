import type { Mapping, SavedMapping } from '../../domain/import/mapping/mapping.ts';

/** How the files of a source are read, under the names that its people gave; the version saved last holds. */
export type ImportMappings = {
  readonly find: (source: string, name: string) => Promise<SavedMapping | undefined>;
  /** Saves another version, or answers the last one where it says the same. */
  readonly save: (
    source: string,
    name: string,
    content: Mapping,
    savedBy: string,
  ) => Promise<{ readonly version: number }>;
};
