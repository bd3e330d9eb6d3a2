import { numberAt, textAt } from '../session/json-path.ts';
import type { Session } from '../session/session.ts';

const pollMs = 200;

/** Asks the risk service to score every open receivable, and follows the run to its end. */
export const syncRisk = async (session: Session, onProgress: (line: string) => void): Promise<string> => {
  const asked = await session.get('POST', '/risk/v1/syncs');
  let run = asked;
  const number = (name: string) => numberAt(run, name);
  let shown = 0;
  while (textAt(run, 'finishedAt') === '') {
    if (textAt(run, 'supersededAt') !== '')
      throw new Error(`The run as of ${textAt(run, 'asOf')} ended when that of a later day began`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    run = await session.get('GET', `/risk/v1/syncs/${textAt(asked, 'syncId')}`);
    if (number('shardsDone') === shown) continue;
    shown = number('shardsDone');
    onProgress(progressLine(run));
  }
  return `Scored ${number('receivables')} receivables as of ${textAt(run, 'asOf')}: ${number('scoresChanged')} scores and ${number('bandsChanged')} bands changed, ${number('casesOpened')} cases opened`;
};

const progressLine = (run: unknown): string => {
  const number = (name: string) => numberAt(run, name);
  const shards = `${number('shardsDone')} of ${number('shards')} shards`;
  const scored = `${number('receivablesDone')} of ${number('receivables')} scored`;
  const pace = number('receivablesPerSecond');
  const left = pace > 0 ? `, ${pace} a second, ${number('secondsLeft')} s left` : '';
  return `${shards}, ${scored}${left}`;
};
