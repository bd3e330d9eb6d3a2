import type { Candidate, PersonId } from '../domain/case/owner-router.ts';
import type { KnownItem } from '../domain/case/rescore.ts';
import type { CaseEvent } from '../domain/case/risk-case.ts';
import type { AccountId, ReceivableId } from '../domain/score/invoice.ts';
import { scorecardV1 } from '../domain/score/scorecard-v1.ts';
import type { DueAccounts, Owners, RiskStore } from './risk-store.ts';

/** Scores and cases of few receivables in memory, by the first scorecard. */
export const memoryRiskStore = (items: readonly KnownItem[] = []) => {
  const kept = new Map(items.map((item) => [item.invoice.receivableId, item]));
  const events: CaseEvent[] = [];
  let drawn = 0n;
  const store: RiskStore = {
    transaction: (work) => work(),
    lockAccounts: async () => undefined,
    load: async ({ accounts, receivables }) =>
      [...kept.values()].filter(
        ({ invoice }) => accounts?.includes(invoice.accountId) ?? receivables?.includes(invoice.receivableId),
      ),
    save: async (rescored) => {
      for (const { item, row, reminder, change } of rescored) {
        const { score, ...known } = item;
        const { points, band, cardVersion } = score;
        const riskCase = change?.case ?? item.riskCase;
        kept.set(item.invoice.receivableId, {
          ...known,
          known: row === 'dropped' ? null : { points, band, cardVersion, reminder },
          riskCase: riskCase?.closedAt ? null : riskCase,
        });
        events.push(...(change?.events ?? []));
      }
    },
    scorecard: async () => scorecardV1,
    caseNumbers: async (count) =>
      Array.from({ length: count }, () => {
        drawn += 1n;
        return drawn;
      }),
  };
  return {
    store,
    events: events as readonly CaseEvent[],
    put: (item: KnownItem) => kept.set(item.invoice.receivableId, item),
    of: (receivableId: ReceivableId) => kept.get(receivableId),
    caseNumbersDrawn: () => drawn,
  };
};

/** Owners in memory: who may own, and who owns which account by now. */
export const memoryOwners = (people: readonly Candidate[]) => {
  const ofAccount = new Map<string, PersonId>();
  const owners: Owners = {
    candidates: async () => people,
    ofAccounts: async (accounts) =>
      new Map([...ofAccount].filter(([account]) => accounts.some((one) => one === account))),
    load: async () =>
      new Map(
        [...Map.groupBy(ofAccount.values(), (person) => person)].map(([person, all]) => [person, all.length]),
      ),
    assign: async (assigned) => {
      for (const [account, { personId }] of assigned) if (personId !== null) ofAccount.set(account, personId);
    },
  };
  return { owners, ofAccount: ofAccount as ReadonlyMap<string, PersonId> };
};

/** Accounts that wait to be looked at again, longest first, in memory. */
export const memoryDueAccounts = () => {
  const waiting = new Set<AccountId>();
  const due: Pick<DueAccounts, 'mark' | 'next' | 'take'> = {
    mark: async (accounts) => {
      for (const account of accounts) waiting.add(account);
    },
    next: async (limit) => [...waiting].slice(0, limit),
    take: async (accounts) => accounts.filter((account) => waiting.delete(account)),
  };
  return { due, waiting: () => [...waiting] };
};
