import { numberAt, textAt } from './answer-reading.ts';
import type { Session } from './session.ts';

const pollMs = 200;

/** Asks the risk service to score every open receivable, and follows the run to its end. */
export const syncRisk = async (session: Session, told: (line: string) => void): Promise<string> => {
  const asked = await session.get('POST', '/risk/v1/syncs');
  const begun = Date.now();
  let run = asked;
  while (textAt(run, 'finishedAt') === '') {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    run = await session.get('GET', `/risk/v1/syncs/${textAt(asked, 'syncId')}`);
    told(
      progressLine(
        numberAt(run, 'receivablesDone'),
        numberAt(run, 'receivables'),
        (Date.now() - begun) / 1000,
      ),
    );
  }
  const number = (name: string) => numberAt(run, name);
  return `Scored ${number('receivables')} receivables as of ${textAt(run, 'asOf')}: ${number('scoresChanged')} scores and ${number('bandsChanged')} bands changed, ${number('casesOpened')} cases opened`;
};

const progressLine = (done: number, all: number, seconds: number): string => {
  const rate = seconds > 0 ? Math.round(done / seconds) : 0;
  const left = rate > 0 ? `${Math.ceil((all - done) / rate)} s left` : '';
  return `${done} of ${all} scored, ${rate} a second ${left}`.trim();
};
