/** A recovery follows money that came in; a correction takes back a write-off that should never have been (entry T14). */
export const recoveryKinds = ['RECOVERY', 'CORRECTION'] as const;
export type RecoveryKind = (typeof recoveryKinds)[number];
