import type { Session } from '@recoup/cli/session/session';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import type { DemoClock } from './clock.ts';
import { mailsOf } from './mails-of.ts';
import type { Printer } from './printer.ts';
import { caseText, openCases, scoreAll } from './risk-steps.ts';
import { type Sessions, until } from './sessions.ts';
import { invoiceKey } from './weekly-files.ts';

const [promisedAfterDays, silentAfterDays] = [3, 7];
const levels = ['nobody', 'commercial', 'operational', 'executive'];

/**
 * A debtor promises to pay. The case is one that the given invoices leave unpaid, so that the promise will be broken.
 * Answers the case.
 */
export const promiseStep = async (
  sessions: Sessions,
  { step, line }: Printer,
  today: CalendarDate,
  unpaid: ReadonlySet<string>,
): Promise<string> => {
  step('The owner of a case calls, and the debtor promises to pay');
  const lead = await sessions.as('collections-lead-1');
  const cases = (await openCases(lead)).filter((one) =>
    unpaid.has(invoiceKey(one.entity, one.invoiceNumber)),
  );
  const found = cases.find(({ riskBand }) => riskBand === 'medium') ?? cases[0];
  if (!found) throw new Error('no case is left unpaid');
  const { riskCaseId, nextAction } = found;
  line(caseText(found));
  const date = addDays(today, promisedAfterDays);
  const after = await lead.post('/risk/v1/risk-cases/{riskCaseId}/actions', {
    path: { riskCaseId },
    body: {
      action: nextAction ?? '',
      note: 'Reached accounts payable',
      commitment: { date, confidence: 'medium' },
    },
  });
  line(`done: ${nextAction}; promised for ${date}`);
  line(`next: ${after.nextAction} by ${after.nextActionDueAt}`);
  return riskCaseId;
};

/** The promised day passes without a payment, and so does the window of the next action. */
export const brokenPromiseStep = async (
  sessions: Sessions,
  { step, line }: Printer,
  clock: DemoClock,
  today: CalendarDate,
  riskCaseId: string,
): Promise<void> => {
  const day = await clock.moveTo(today, promisedAfterDays + 1);
  step(`It is ${day}: the promised day has passed, and nobody acted`);
  const lead = await sessions.as('collections-lead-1');
  const missed = await until('the missed window', async () => {
    const now = await caseOf(lead, riskCaseId);
    return now.breaches.length > 0 && now.escalationLevel > 1 ? now : undefined;
  });
  line(`promised was ${missed.paymentCommitmentDate}: broken`);
  for (const { missedAction, dueAt } of missed.breaches) line(`missed: ${missedAction}, due ${dueAt}`);
  line(`escalated to ${levels[missed.escalationLevel]}`);
};

/** A broken promise and a week of silence make a case critical: an executive has four hours. */
export const silenceStep = async (
  sessions: Sessions,
  { step, line }: Printer,
  clock: DemoClock,
  today: CalendarDate,
  { riskCaseId, address, receivables }: { riskCaseId: string; address: string; receivables: number },
): Promise<void> => {
  const day = await clock.moveTo(today, silentAfterDays);
  step(`It is ${day}: a broken promise and a week of silence`);
  const lead = await sessions.as('collections-lead-1');
  await scoreAll(lead, receivables);
  const critical = await until('the critical band', async () => {
    const now = await caseOf(lead, riskCaseId);
    return now.riskBand === 'critical' ? now : undefined;
  });
  line(caseText(critical));
  line(`level ${levels[critical.escalationLevel]}: ${critical.nextAction} by ${critical.nextActionDueAt}`);
  const mail = await until('the mail about it', async () =>
    (await mailsOf(address)).find(
      ({ subject, receivedAt }) => /critical/i.test(subject) && receivedAt.startsWith(day),
    ),
  );
  line(`mail to ${mail.to.join(', ')}: ${mail.subject}`);
};

/** What the second week's file says was paid in part. */
export const partPaymentStep = async (
  sessions: Sessions,
  { step, line }: Printer,
  paidInPart: ReadonlySet<string>,
): Promise<void> => {
  step('Part payments show in the cases');
  const lead = await sessions.as('collections-lead-1');
  const found = await until('a case that was paid in part', async () =>
    (await openCases(lead)).find(
      ({ entity, invoiceNumber, recoveredAmount }) =>
        paidInPart.has(invoiceKey(entity, invoiceNumber)) && Number(recoveredAmount?.amount ?? 0) > 0,
    ),
  );
  const { atRiskAmount: was, outstandingAmount: now, recoveredAmount: came } = found;
  line(`${found.caseNo}, ${found.accountName} ${found.invoiceNumber}`);
  line(`  at risk ${was.amount}, came in ${came?.amount}, still open ${now.amount} ${now.currency}`);
};

const caseOf = (lead: Session, riskCaseId: string) =>
  lead.get('/risk/v1/risk-cases/{riskCaseId}', { path: { riskCaseId } });
