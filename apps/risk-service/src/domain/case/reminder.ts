import type { Band } from '../score/band.ts';
import { dueAfter } from './band-entry.ts';
import type { Owner } from './owner-router.ts';

/** The owner and the 72-hour reminder that an overdue low item carries on its score row instead of a case (ruling 21). */
export type Reminder = { readonly owner: Owner; readonly dueAt: Date };

/** Whether an invoice is watched by a reminder: overdue, and still low. */
export const needsReminder = (band: Band, overdueDays: number): boolean => band === 'low' && overdueDays > 0;

export const remind = (owner: Owner, at: Date): Reminder => ({ owner, dueAt: dueAfter('low', at) });
