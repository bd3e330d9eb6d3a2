import type { ApprovalRules } from './approval-policy.ts';

/**
 * The CFO from 50,000.00, the MD above 250,000.00 (requirement W5). Only tests read these: those in force are rows of
 * `approval_policy`, whose first comes with the migration (`approval-rule-tables.ts`).
 */
export const rulesOf = (
  cfoFrom: string,
  mdAbove: string,
  given: Partial<ApprovalRules> = {},
): ApprovalRules => ({
  steps: [
    { role: 'AGENT' },
    { role: 'DEPT_HEAD' },
    { role: 'VP_CLIENT_ACCOUNTING' },
    { role: 'CFO', from: cfoFrom },
    { role: 'MD', above: mdAbove },
  ],
  base: 'COMMISSION',
  splitDays: 30,
  ...given,
});

export const exampleRules = rulesOf('50000.00', '250000.00');
