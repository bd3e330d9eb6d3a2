/** A database of a release whose tables do not lead to those of this one. */
export class EarlierRelease extends Error {}
