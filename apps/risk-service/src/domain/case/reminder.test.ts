import { expect, it } from 'vitest';
import { needsReminder, remind } from './reminder.ts';
import { kim } from './risk-case.fixture.ts';

it('gives an overdue low item its owner and 72 hours', () => {
  const at = new Date('2026-04-23T12:00:00Z');
  expect(remind(kim, at)).toEqual({ owner: kim, dueAt: new Date('2026-04-26T12:00:00Z') });
});

it('watches low items that are overdue, and no others', () => {
  expect([needsReminder('low', 0), needsReminder('low', 1), needsReminder('medium', 20)]).toEqual([
    false,
    true,
    false,
  ]);
});
