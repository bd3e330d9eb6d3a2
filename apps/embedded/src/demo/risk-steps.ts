import type { Result } from '@recoup/cli/session/api-client';
import type { Session } from '@recoup/cli/session/session';
import type { Printer } from './printer.ts';
import { type Sessions, until } from './sessions.ts';

export type RiskCase = Result<'get', '/risk/v1/risk-cases'>['items'][number];
type Run = Result<'get', '/risk/v1/syncs/{syncId}'>;

const bands = ['critical', 'high', 'medium', 'low'] as const;

/** Shows what the risk service made of the open receivables: scores, cases, owners, deadlines. */
export const riskSteps = async (sessions: Sessions, printer: Printer, receivables: number): Promise<void> => {
  const { step, line } = printer;
  step('Every open receivable is scored; what leaves the low band gets a case, an owner and a deadline');
  const lead = await sessions.as('collections-lead-1');
  const run = await scoreAll(lead, receivables);
  const cases = await openCases(lead);
  const counts = bands.map((band) => `${cases.filter(({ riskBand }) => riskBand === band).length} ${band}`);
  line(`${run.receivables} scored, ${cases.length} open cases: ${counts.join(', ')}`);
  const [worst] = cases.toSorted((one, other) => other.writeoffRiskScore - one.writeoffRiskScore);
  if (!worst) return;
  line(`the highest: ${caseText(worst)}`);
  line(`  owner ${worst.riskOwnerName}: ${worst.nextAction} by ${worst.nextActionDueAt}`);
  const score = await lead.get('/risk/v1/scores/{receivableId}', { path: { receivableId: worst.invoiceId } });
  for (const { text } of score.reasons.filter(({ points }) => points > 0)) line(`  ${text}`);
};

/** A case in one line. */
export const caseText = (one: RiskCase): string => {
  const { amount, currency } = one.outstandingAmount;
  return `${one.caseNo}, ${one.accountName} ${one.invoiceNumber}, ${amount} ${currency}, ${one.overdueDays} days overdue, ${one.riskBand} (score ${one.writeoffRiskScore})`;
};

/** Every open case. */
export const openCases = async (lead: Session): Promise<readonly RiskCase[]> => {
  const cases: RiskCase[] = [];
  for (let after: string | undefined; ; ) {
    const { items, page } = await lead.get('/risk/v1/risk-cases', { query: { limit: 500, after } });
    cases.push(...items);
    if (page.next === null) return cases;
    after = page.next;
  }
};

/** Scores until a run has seen as many receivables as there are: their events arrive after the import ends. */
export const scoreAll = (lead: Session, receivables: number): Promise<Run> =>
  until('the scoring of all receivables', () => scoredAll(lead, receivables), 40_000);

const scoredAll = async (lead: Session, receivables: number): Promise<Run | undefined> => {
  const asked = await lead.answers.post('/risk/v1/syncs');
  if (!asked.ok) return undefined;
  const path = { syncId: asked.body.syncId };
  const run = await until('a scoring run', async () => {
    const now = await lead.get('/risk/v1/syncs/{syncId}', { path });
    return now.finishedAt === null && now.supersededAt === null ? undefined : now;
  });
  return run.finishedAt !== null && run.receivables >= receivables ? run : undefined;
};
