import { listAt, numberAt, textAt } from '@recoup/cli/session/json-path';
import type { Session } from '@recoup/cli/session/session';
import type { Narrator } from './printer.ts';
import { type Cast, until } from './sessions.ts';

/** Shows what the risk service made of the imported receivables: scores, cases, owners, timers. */
export const riskScene = async (cast: Cast, { step, tell }: Narrator, imported: number): Promise<void> => {
  step('Every open receivable is scored; what leaves the low band gets a case, an owner and a timer');
  const lead = await cast.as('collections-lead-1');
  const run = await until('the scoring of all receivables', () => scoredAll(lead, imported), 40_000);
  const items = listAt(await lead.get('GET', '/risk/v1/risk-cases?sort=-score&limit=500'), 'items');
  const count = (band: string) => items.filter((one) => textAt(one, 'riskBand') === band).length;
  tell(`${numberAt(run, 'receivables')} scored`);
  tell(
    `of the ${items.length} highest cases: ${count('critical')} critical, ${count('high')} high, ${count('medium')} medium`,
  );
  const [worst] = items;
  if (!worst) return;
  const part = (...path: readonly string[]) => textAt(worst, ...path);
  tell(
    `${part('caseNo')}: ${part('accountName')}, ${part('invoiceNumber')}, ${part('outstandingAmount', 'amount')} ${part('outstandingAmount', 'currency')}, ${part('overdueDays')} days overdue`,
  );
  tell(
    `  score ${part('writeoffRiskScore')}, ${part('riskBand')}, owner ${part('riskOwnerName')}: ${part('nextAction')} by ${part('nextActionDueAt')}`,
  );
  const score = await lead.get('GET', `/risk/v1/scores/${part('invoiceId')}`);
  for (const reason of listAt(score, 'reasons').filter((one) => numberAt(one, 'points') > 0)) {
    tell(`  ${textAt(reason, 'signal')} ${textAt(reason, 'value')}: ${textAt(reason, 'points')} points`);
  }
};

/** Runs the scoring until it has seen as many receivables as were imported: their events arrive after the import ends. */
const scoredAll = async (lead: Session, imported: number): Promise<unknown> => {
  const { status, body } = await lead.ask('POST', '/risk/v1/syncs');
  if (status >= 300) return undefined;
  const run = await until('a scoring run', async () => {
    const now = await lead.get('GET', `/risk/v1/syncs/${textAt(body, 'syncId')}`);
    return textAt(now, 'finishedAt') === '' ? undefined : now;
  });
  return numberAt(run, 'receivables') >= imported ? run : undefined;
};
