/**
 * The CFO from 50,000.00, the MD above 250,000.00 (requirement W5). Only tests read these: those in force are rows of
 * `approval_policy`, whose first comes with the migration (`approval-rule-tables.ts`).
 */
export const exampleThresholds = { cfoFromMinor: 5_000_000n, mdAboveMinor: 25_000_000n } as const;
