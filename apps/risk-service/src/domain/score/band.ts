/** Risk bands from mild to severe (requirement P2). */
export const bands = ['low', 'medium', 'high', 'critical'] as const;
export type Band = (typeof bands)[number];

/** 0 for low to 3 for critical. */
export const rankOf = (band: Band): number => bands.indexOf(band);

export const severer = (left: Band, right: Band): Band => (rankOf(right) > rankOf(left) ? right : left);
