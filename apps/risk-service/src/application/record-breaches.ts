import { missAction } from '../domain/case/act-on-case.ts';
import type { Cases } from '../ports/cases.ts';

const casesPerRound = 200;

export type RecordBreaches = () => Promise<boolean>;

/** Records the action windows that ran out, each once (definition D11). Answers whether there may be more. */
export const recordBreaches =
  (cases: Cases, now: () => Date): RecordBreaches =>
  async () => {
    const at = now();
    const late = await cases.changeLate((riskCase) => missAction(riskCase, at), at, casesPerRound);
    return late === casesPerRound;
  };
