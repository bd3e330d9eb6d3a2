import { type DeclareCommand, examples } from '../program/command-context.ts';
import { counted } from '../program/counted.ts';
import type { Result } from '../session/api-client.ts';
import { Refused } from '../session/refused.ts';
import type { Session } from '../session/session.ts';

type Run = Result<'get', '/risk/v1/syncs/{syncId}'>;

const pollMs = 200;

/** Asks the risk service to score every open receivable, and follows the run to its end. */
export const syncRisk = async (session: Session, onProgress: (line: string) => void): Promise<string> => {
  let run: Run = await session.post('/risk/v1/syncs');
  let shown = 0;
  while (run.finishedAt === null) {
    if (run.supersededAt !== null)
      throw new Refused(`The run as of ${run.asOf} ended when that of a later day began.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    run = await session.get('/risk/v1/syncs/{syncId}', { path: { syncId: run.syncId } });
    if (run.shardsDone === shown) continue;
    shown = run.shardsDone;
    onProgress(progressLine(run));
  }
  const late =
    run.receivables === 0
      ? '\nWhat was just imported may still be on its way to the risk service; it is scored when it arrives.'
      : '';
  return `Scored ${counted(run.receivables, 'receivable')} as of ${run.asOf}: ${counted(run.scoresChanged, 'score')} and ${counted(run.bandsChanged, 'band')} changed, ${counted(run.casesOpened, 'case')} opened${late}`;
};

const progressLine = (run: Run): string => {
  const shards = `${run.shardsDone} of ${counted(run.shards, 'shard')}`;
  const scored = `${run.receivablesDone} of ${run.receivables} scored`;
  const pace = run.receivablesPerSecond ?? 0;
  const left = pace > 0 ? `, ${pace} a second, ${run.secondsLeft} s left` : '';
  return `${shards}, ${scored}${left}`;
};

export const declareSync: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('sync')
    .summary('score every open receivable now')
    .description('Scores every open receivable as of the business date, and shows what changed.')
    .addHelpText('after', examples('recoup sync'))
    .action(async () => print(await syncRisk(await session('collections-lead-1'), progress)));
};
