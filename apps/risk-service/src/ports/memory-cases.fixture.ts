import { refused } from '@recoup/domain/result';
import type { CaseChange, CaseEvent, RiskCase, RiskCaseId } from '../domain/case/risk-case.ts';
import type { Cases } from './cases.ts';

/** Cases and what became of them, in memory. */
export type MemoryCases = Cases & {
  readonly put: (riskCase: RiskCase) => void;
  readonly eventsOf: (id: RiskCaseId) => readonly CaseEvent[];
};

export const memoryCases = (): MemoryCases => {
  const kept = new Map<RiskCaseId, RiskCase>();
  const events: CaseEvent[] = [];
  const keep = (change: CaseChange) => {
    kept.set(change.case.id, change.case);
    events.push(...change.events);
  };
  const dueAt = ({ nextAction }: RiskCase) => nextAction?.dueAt.getTime() ?? Number.POSITIVE_INFINITY;

  return {
    put: (riskCase) => kept.set(riskCase.id, riskCase),
    eventsOf: (id) => events.filter((event) => event.case.id === id),
    change: async (id, decide) => {
      const riskCase = kept.get(id);
      if (!riskCase) return refused({ reason: 'no-such-case' });
      const decision = decide(riskCase);
      if (decision.ok) keep(decision.value);
      return decision;
    },
    changeLate: async (decide, at, limit) => {
      const late = [...kept.values()]
        .filter(({ nextAction }) => nextAction && !nextAction.breached && nextAction.dueAt < at)
        .sort((one, other) => dueAt(one) - dueAt(other))
        .slice(0, limit);
      const changes = late.map(decide).filter((change) => change.events.length > 0);
      for (const change of changes) keep(change);
      return changes.length;
    },
  };
};
