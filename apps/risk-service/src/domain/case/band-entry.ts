import type { Band } from '../score/band.ts';

/** 0 none, 1 commercial, 2 operational, 3 executive. */
export type EscalationLevel = 0 | 1 | 2 | 3;

/** What entering a band demands: who is involved, how soon, and what is done first (definition D10, ruling 20). */
export type BandEntry = {
  readonly level: EscalationLevel;
  readonly windowHours: number;
  /** The band's steps in order; the last one repeats until the case moves on. */
  readonly actions: readonly [string, ...string[]];
};

/** Windows and default actions are requirement P2, the steps those of playbooks A, B and C (requirement P3). */
export const bandEntries: Readonly<Record<Band, BandEntry>> = {
  low: { level: 0, windowHours: 72, actions: ['Send the standard reminder'] },
  medium: {
    level: 1,
    windowHours: 24,
    actions: [
      'Reach out and ask for a dated commitment',
      'Confirm the owed amount and the state of disputes',
      'Restate agreed scope and acceptance evidence',
      'Request a dated payment commitment',
    ],
  },
  high: {
    level: 2,
    windowHours: 8,
    actions: [
      'Escalate across functions with the evidence package',
      'Remove blockers: missing documents, PO, tax fields',
      'Re-issue the corrected invoice package if needed',
      'Validate who owns the payable at the debtor',
    ],
  },
  critical: {
    level: 3,
    windowHours: 4,
    actions: [
      'Escalate to an executive with a disposition deadline',
      'Summarise account history and open risk',
      'Present recovery options with timelines',
      'Set the final commitment checkpoint and the consequence path',
    ],
  },
};

/** When the window of a band that is entered, or of an action that is begun, runs out on the wall clock. */
export const dueAfter = (band: Band, at: Date): Date =>
  new Date(at.getTime() + bandEntries[band].windowHours * 3_600_000);

/** The action that follows one that was done; the last of a band repeats. */
export const actionAfter = (band: Band, done: string): string => {
  const { actions } = bandEntries[band];
  return actions[actions.indexOf(done) + 1] ?? actions[actions.length - 1] ?? actions[0];
};

/** The next level up, executive staying executive. */
export const levelAbove = (level: EscalationLevel): EscalationLevel =>
  level === 0 ? 1 : level === 1 ? 2 : 3;
