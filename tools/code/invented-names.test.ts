import { sampleOpenItems } from '@recoup/cli/sample/sample-open-items';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import { seededPeople } from '@recoup/simulators/sign-in/seeded-people';
import { expect, it } from 'vitest';

it('no client or debtor of the sample has the name of somebody who signs in', () => {
  const asOf = toCalendarDate('2026-03-31') ?? expect.fail('no date');
  const [header = '', ...lines] = [...sampleOpenItems(4_000, asOf, 1)].join('').trimEnd().split('\n');
  const columns = header.split(',');
  const names = (column: string) => lines.map((line) => line.split(',')[columns.indexOf(column)] ?? '');
  const parties = new Set([...names('client_name'), ...names('buyer_name')]);
  expect(parties.size).toBeGreaterThan(100);
  expect(seededPeople.map(({ displayName }) => displayName).filter((name) => parties.has(name))).toEqual([]);
}, 30_000);
