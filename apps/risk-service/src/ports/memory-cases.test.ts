import { toMessages } from '../adapters/outbox/to-message.ts';
import { aCase } from '../domain/case/risk-case.fixture.ts';
import type { RiskCaseId } from '../domain/case/risk-case.ts';
import { day } from '../domain/score/invoice.fixture.ts';
import { casesSuite } from './cases.suite.ts';
import { memoryCases } from './memory-cases.fixture.ts';

const cases = memoryCases();
let opened = 0;

casesSuite(() => ({
  cases,
  open: async (at) => {
    opened += 1;
    const id = `01920000-0000-7000-8000-${String(opened).padStart(12, '0')}` as RiskCaseId;
    cases.put({ ...aCase(20, at), id, caseNo: BigInt(opened) });
    return id;
  },
  publishedOf: async (id) =>
    cases
      .eventsOf(id)
      .flatMap((event) => toMessages(event, day('2026-04-23')))
      .map(({ contract }) => contract.type),
}));
