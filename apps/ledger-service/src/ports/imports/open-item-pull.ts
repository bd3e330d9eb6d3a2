/** A system that is asked for all that is open there, instead of waiting for its file. */
export type OpenItemPull = {
  /** The kind of file whose columns its records have. */
  readonly preset: string;
  /** Records as of now, the header first. Throws `PullBrokenOff` where the rest does not come: what came before is then worth nothing. */
  readonly records: () => AsyncIterable<readonly string[]>;
};

/** A system stopped answering in the middle, or answered what nobody can read. */
export class PullBrokenOff extends Error {
  override readonly name = 'PullBrokenOff';
}
