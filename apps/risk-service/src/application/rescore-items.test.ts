import { expect, it } from 'vitest';
import { day } from '../domain/score/invoice.fixture.ts';
import { aCaseOwner, anAccount, anOpenItem, scoringOf } from './scoring.fixture.ts';

const acme = anAccount('acme');
const late = anOpenItem('1', acme, '2026-03-20');
const later = anOpenItem('2', acme, '2026-02-01');
const fresh = anOpenItem('3', acme, '2026-05-01');

it('opens a case for each item that leaves the low band, and draws no number for any other', async () => {
  const { rescore, caseOf, bandOf, caseNumbersDrawn } = scoringOf([late, later, fresh]);
  await rescore({ accounts: [acme] });
  expect([late, later, fresh].map(bandOf)).toEqual(['high', 'critical', 'low']);
  expect([late, later, fresh].map((item) => caseOf(item)?.caseNo)).toEqual([1n, 2n, undefined]);
  expect(caseNumbersDrawn()).toBe(2n);
});

it('gives all cases of an account to one person, and the next account to whoever owns less', async () => {
  const other = anOpenItem('4', anAccount('borealis'), '2026-03-20');
  const { rescore, caseOf, ofAccount } = scoringOf(
    [late, later, other],
    [aCaseOwner('kim'), aCaseOwner('lou')],
  );
  await rescore({ accounts: [acme] });
  await rescore({ accounts: [other.invoice.accountId] });
  expect([late, later, other].map((item) => caseOf(item)?.owner.name)).toEqual(['kim', 'kim', 'lou']);
  expect([...ofAccount]).toEqual([
    [acme, 'kim'],
    [other.invoice.accountId, 'lou'],
  ]);
});

it('keeps the case of an item that is looked at again', async () => {
  const { rescore, caseOf, events } = scoringOf([late]);
  await rescore({ accounts: [acme] });
  const before = caseOf(late);
  await rescore({ receivables: [late.invoice.receivableId] });
  expect(caseOf(late)).toEqual(before);
  expect(events.map(({ type }) => type)).toEqual(['opened', 'owner-assigned']);
});

it('scores as of the day that is asked for', async () => {
  const { rescore, bandOf } = scoringOf([late]);
  await rescore({ accounts: [acme] }, day('2026-03-20'));
  expect(bandOf(late)).toBe('low');
  await rescore({ accounts: [acme] });
  expect(bandOf(late)).toBe('high');
});

it('has nothing to say of an account without receivables', async () => {
  const { rescore, caseNumbersDrawn } = scoringOf([late]);
  expect(await rescore({ accounts: [anAccount('nobody')] })).toEqual([]);
  expect(caseNumbersDrawn()).toBe(0n);
});
