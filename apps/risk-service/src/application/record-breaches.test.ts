import { expect, it } from 'vitest';
import { aCase } from '../domain/case/risk-case.fixture.ts';
import type { RiskCase } from '../domain/case/risk-case.ts';
import { memoryCases } from '../ports/memory-cases.fixture.ts';
import { recordBreaches } from './record-breaches.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);

it('missed windows are recorded by the round, and a full round asks for another', async () => {
  const cases = memoryCases();
  const all = Array.from({ length: 201 }, (_, number) => {
    const id = `01920000-0000-7000-8000-${String(number).padStart(12, '0')}` as RiskCase['id'];
    return { ...aCase(20, noon), id };
  });
  for (const riskCase of all) cases.put(riskCase);
  const record = recordBreaches(cases, () => later(25));
  expect([await record(), await record(), await record()]).toEqual([true, false, false]);
  const breached = all.flatMap(({ id }) => cases.eventsOf(id)).filter(({ type }) => type === 'sla-breached');
  expect(breached).toHaveLength(201);
});

it('a window that runs still is left alone', async () => {
  const cases = memoryCases();
  const riskCase = aCase(20, noon);
  cases.put(riskCase);
  expect(await recordBreaches(cases, () => noon)()).toBe(false);
  expect(cases.eventsOf(riskCase.id)).toEqual([]);
});
