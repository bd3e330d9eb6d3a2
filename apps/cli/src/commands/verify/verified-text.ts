import { counted } from '../../program/counted.ts';
import type { KeptHead, VerifiedLog } from './follow-log.ts';

export const entriesText = (count: number): string => counted(count, 'entry', 'entries');

/** What was checked, and what that does not cover. */
export const verifiedText = (log: VerifiedLog, kept?: KeptHead): readonly string[] => [
  `verified: ${entriesText(Number(log.entries))} of ledger ${log.ledgerId}, head ${log.head}`,
  '  each has its number, its own hash and the head before it',
  ...(kept ? [`  the head kept at ${kept.seq} is part of it`] : []),
  ...(log.withoutBytes > 0 ? [`  ${entriesText(log.withoutBytes)} without their bytes`] : []),
  ...log.purges.map((purge) => `    ${purge}`),
  ...(log.unsealed > 0 ? [`  not verified: ${entriesText(log.unsealed)} not sealed yet`] : []),
  ...log.waiting.map(({ eventId, type }) => `    ${eventId} ${type}`),
];
