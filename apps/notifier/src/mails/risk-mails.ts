import type { EventOf } from '@recoup/contracts/envelope';
import type * as risk from '@recoup/contracts/risk-case.v1';
import { type Audience, holders, type Mail, mailAbout, people } from './mail.ts';
import { amountInWords, count } from './words.ts';

type BandChanged = EventOf<typeof risk.RiskCaseBandChangedV1>['data'];
type Breached = EventOf<typeof risk.RiskCaseSlaBreachedV1>['data'];

/** From mild to severe. What a later release calls a band is not known to be mild. */
const bands = ['low', 'medium', 'high', 'critical'];
const severityOf = (band: string): number => (bands.includes(band) ? bands.indexOf(band) : bands.length);
const high = severityOf('high');

/** The owner and the lead get a mail when a case becomes high, critical or what is not known here, not when it falls or stays below. */
export const bandChanged = (data: BandChanged, at: Date): readonly Mail[] => {
  const severity = severityOf(data.band);
  if (severity <= severityOf(data.from) || severity < high) return [];
  const subject = `${data.band.charAt(0).toUpperCase()}${data.band.slice(1)}: ${about(data)}, act within ${hours(at, data.nextActionDueAt)}`;
  return [
    caseMail(data, 'case-band-raised', subject, [
      ['Was', data.from],
      ['Because', data.reasons.join('; ')],
    ]),
  ];
};

export const slaBreached = (data: Breached, at: Date): readonly Mail[] => {
  const subject = `Missed: ${data.missedAction} for ${about(data)}, ${hours(new Date(data.dueAt), at.toISOString())} late`;
  return [caseMail(data, 'case-window-missed', subject, [['Was due', data.dueAt]])];
};

/** Templates of which several to one person become one mail, and what that is called. */
export const bundles: Readonly<Record<string, (number: number) => string>> = {
  'case-band-raised': (number) => `Risk: ${count(number, 'case')} became high or critical`,
  'case-window-missed': (number) => `Missed: ${count(number, 'action window')}`,
};

const caseMail = (
  data: BandChanged | Breached,
  template: string,
  subject: string,
  extra: Mail['facts'],
): Mail =>
  mailAbout({ kind: 'case', id: data.riskCaseId }, template, {
    to: [owner(data), lead(data)],
    subject,
    facts: [
      ['Case', data.caseNo],
      ['Account', data.accountName],
      ['Invoice', data.invoiceNumber],
      ['Outstanding', amountInWords(data.outstanding)],
      ['Days overdue', String(data.overdueDays)],
      ['Band', data.band],
      ['Owner', data.owner.name],
      ['Next action', data.nextAction],
      ['Due', data.nextActionDueAt],
      ...extra,
    ],
    closing: 'You get this because you own the case or lead collections.',
    button: { label: 'Open case' },
  });

const about = (data: BandChanged | Breached): string => `${data.accountName} ${data.invoiceNumber}`;
const owner = ({ owner: { personId } }: BandChanged | Breached): Audience =>
  people(personId === null ? [] : [personId]);
const lead = ({ entity, department, clientId }: BandChanged | Breached): Audience =>
  holders('COLLECTIONS_LEAD', { entities: [entity], departments: [department], clientId });

const hours = (from: Date, until: string): string =>
  `${Math.max(0, Math.round((Date.parse(until) - from.getTime()) / 3_600_000))} h`;
