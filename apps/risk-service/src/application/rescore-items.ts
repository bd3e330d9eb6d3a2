import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type OwnerPolicy, ownerDesk } from '../domain/case/owner-router.ts';
import { needsCase, type Rescored, rescore, scoreItem } from '../domain/case/rescore.ts';
import type { RiskCaseId } from '../domain/case/risk-case.ts';
import type { Owners, RiskStore, Selection } from '../ports/risk-store.ts';

/** As of today, or of the day that is given. */
export type RescoreItems = (selection: Selection, asOf?: CalendarDate) => Promise<readonly Rescored[]>;

/**
 * Scores the selected items again and keeps what follows: scores, cases with owner and timer, reminders and facts, in the
 * caller's transaction. The caller has locked the accounts.
 */
export const rescoreItems =
  (
    store: RiskStore,
    owners: Owners,
    policy: OwnerPolicy,
    today: () => CalendarDate,
    now: () => Date,
    newId: () => string,
  ): RescoreItems =>
  async (selection, asOf = today()) => {
    const card = await store.scorecard();
    const items = (await store.load(selection, asOf)).map((item) => scoreItem(item, card, asOf));
    if (items.length === 0) return [];

    const accounts = [...new Set(items.map(({ invoice }) => invoice.accountId))];
    const [people, accountOwners, load] = [
      await owners.candidates(),
      await owners.ofAccounts(accounts),
      await owners.load(),
    ];
    const desk = ownerDesk(policy, people, accountOwners, load, asOf);
    const numbers = [...(await store.caseNumbers(items.filter(needsCase).length))];
    const at = now();
    const rescored = items.map((item) => {
      const caseNo = needsCase(item) ? numbers.shift() : undefined;
      return rescore(item, desk, caseNo === undefined ? null : { id: newId() as RiskCaseId, caseNo }, at);
    });
    await owners.assign(desk.assigned, at);
    await store.save(rescored, at);
    return rescored;
  };
