import { type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';
import type { Receivable } from '../receivable/receivable.ts';

/** Why a receivable may be written off (`eligibility_criteria_cd` of the customer's dictionary). */
export const criteria = ['AGED', 'UNCOLLECTIBLE', 'BANKRUPTCY', 'AGENT_REQUEST'] as const;
export type Criterion = (typeof criteria)[number];

export const documentKinds = [
  'COLLECTION_LOG',
  'CLIENT_COMMUNICATION',
  'LEGAL_DOCUMENT',
  'COURT_DOCUMENT',
  'WRITTEN_AGENT_REQUEST',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The documents that prove a criterion; any one of them is enough (requirement W2). */
export const evidenceFor: Readonly<Record<Criterion, readonly DocumentKind[]>> = {
  AGED: ['COLLECTION_LOG'],
  UNCOLLECTIBLE: ['CLIENT_COMMUNICATION', 'LEGAL_DOCUMENT'],
  BANKRUPTCY: ['COURT_DOCUMENT'],
  AGENT_REQUEST: ['WRITTEN_AGENT_REQUEST'],
};

/** Days past due from which a receivable counts as aged; below it there is a warning, not a block (ruling 11). */
const agedFromOverdueDays = 90;

const overdueDays = ({ dueDate }: Receivable, today: CalendarDate): number => daysBetween(dueDate, today);

export const isTooYoungForAged = (receivable: Receivable, today: CalendarDate): boolean =>
  overdueDays(receivable, today) < agedFromOverdueDays;
