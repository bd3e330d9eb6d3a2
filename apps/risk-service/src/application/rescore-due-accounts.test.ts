import { expect, it } from 'vitest';
import { rescoreDueAccounts } from './rescore-due-accounts.ts';
import { anAccount, anOpenItem, scoringOf } from './scoring.fixture.ts';

const items = ['a', 'b', 'c'].map((name) => anOpenItem(name, anAccount(name), '2026-03-20'));
const accounts = items.map(({ invoice }) => invoice.accountId);

it('looks at the accounts that wait, the longest first, in rounds', async () => {
  const { store, due, waiting, rescore, bandOf } = scoringOf(items);
  await due.mark(accounts);
  const round = rescoreDueAccounts(store, due, rescore, 2);
  expect(await round()).toBe(true);
  expect(items.map(bandOf)).toEqual(['high', 'high', undefined]);
  expect(await round()).toBe(false);
  expect(items.map(bandOf)).toEqual(['high', 'high', 'high']);
  expect(waiting()).toEqual([]);
  expect(await round()).toBe(false);
});

it('leaves alone an account that somebody else took while this one waited for its lock', async () => {
  const { store, due, rescore, bandOf } = scoringOf(items);
  await due.mark(accounts);
  const [, ...others] = accounts;
  const meanwhile = { ...store, lockAccounts: async () => void (await due.take(others)) };
  await rescoreDueAccounts(meanwhile, due, rescore)();
  expect(items.map(bandOf)).toEqual(['high', undefined, undefined]);
});
