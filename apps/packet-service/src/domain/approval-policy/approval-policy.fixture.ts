/** The first policy of a new installation: the CFO from 50,000.00, the MD above 250,000.00 (requirement W5). */
export const exampleThresholds = { cfoFromMinor: 5_000_000n, mdAboveMinor: 25_000_000n } as const;
