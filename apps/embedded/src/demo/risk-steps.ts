import type { Result } from '@recoup/cli/session/api-client';
import type { Session } from '@recoup/cli/session/session';
import type { Printer } from './printer.ts';
import { type Sessions, until } from './sessions.ts';

/** Shows what the risk service made of the imported receivables: scores, cases, owners, deadlines. */
export const riskSteps = async (
  sessions: Sessions,
  { step, line }: Printer,
  imported: number,
): Promise<void> => {
  step('Every open receivable is scored; what leaves the low band gets a case, an owner and a deadline');
  const lead = await sessions.as('collections-lead-1');
  const run = await until('the scoring of all receivables', () => scoredAll(lead, imported), 40_000);
  const { items } = await lead.get('/risk/v1/risk-cases', { query: { sort: '-score', limit: 500 } });
  const count = (band: string) => items.filter(({ riskBand }) => riskBand === band).length;
  line(`${run.receivables} scored`);
  line(
    `of the ${items.length} highest cases: ${count('critical')} critical, ${count('high')} high, ${count('medium')} medium`,
  );
  const [worst] = items;
  if (!worst) return;
  const { amount, currency } = worst.outstandingAmount;
  line(
    `${worst.caseNo}: ${worst.accountName}, ${worst.invoiceNumber}, ${amount} ${currency}, ${worst.overdueDays} days overdue`,
  );
  line(
    `  score ${worst.writeoffRiskScore}, ${worst.riskBand}, owner ${worst.riskOwnerName}: ${worst.nextAction} by ${worst.nextActionDueAt}`,
  );
  const score = await lead.get('/risk/v1/scores/{receivableId}', { path: { receivableId: worst.invoiceId } });
  for (const { signal, value, points } of score.reasons.filter((reason) => reason.points > 0))
    line(`  ${signal} ${value}: ${points} points`);
};

type Run = Result<'get', '/risk/v1/syncs/{syncId}'>;

/** Runs the scoring until it has seen as many receivables as were imported: their events arrive after the import ends. */
const scoredAll = async (lead: Session, imported: number): Promise<Run | undefined> => {
  const asked = await lead.answers.post('/risk/v1/syncs');
  if (!asked.ok) return undefined;
  const path = { syncId: asked.body.syncId };
  const run = await until('a scoring run', async () => {
    const now = await lead.get('/risk/v1/syncs/{syncId}', { path });
    return now.finishedAt === null ? undefined : now;
  });
  return run.receivables >= imported ? run : undefined;
};
