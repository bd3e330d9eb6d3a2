import { toCalendarDate } from '@recoup/domain/calendar-date';
import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem, type Refusing } from '@recoup/runtime/http/endpoint';
import { faultsOf, movedBy, type RateFault, type RateList } from '../../../domain/rates/rate-list.ts';
import type { Rates } from '../../../ports/rates.ts';

const refused = { status: 400, code: 'RATES_REFUSED' };
export const ratesRefused: readonly Refusing[] = [refused];

/** Roles that propose and approve rates. */
export const rateKeepers = ['GL_ACCOUNTANT', 'ADMIN'] as const;

const shownFaults = 100;

/**
 * Exchange rates that one person lists and another approves, who sees what stood and by how much each moved: a rate sets who signs for a
 * packet, and at what a write-off is booked.
 */
export const ratesChangeKind = (rates: Rates) =>
  changeKind<RateList>({
    kind: 'RATES',
    roles: rateKeepers,
    alone: false,
    needsReason: false,
    expiresAfterDays: 7,
    refuses: ratesRefused,
    subjectOf: () => null,
    weigh: async ({ rates: listed }, moment) => {
      const today = toCalendarDate(moment.today);
      if (!today) throw new Error(`${moment.today} is no day`);
      const faults = faultsOf(listed, today);
      if (faults.length > 0) return faultsProblem(faults);
      const standing = await rates.standing(listed);
      const before = listed.map((rate, at) => {
        const held = standing[at];
        if (!held) throw new Error(`nothing was read about rate ${at}`);
        return { ...held, movedBasisPoints: movedBy(rate, held) };
      });
      return { before, beneficiaries: [], scope: 'everything' };
    },
    apply: async ({ payload, changeRequestId, recordApproval }) => {
      await recordApproval();
      await rates.list(payload, changeRequestId);
      return undefined;
    },
  });

const sentences: Readonly<Record<RateFault['reason'], string>> = {
  'unknown-currency': 'must be a currency by its ISO 4217 code, such as EUR',
  'same-currency': 'must be another currency than "from"',
  'no-day': 'must be a date such as 2026-03-31',
  'day-to-come': 'must be today or earlier: a rate is known once its day has come',
  'no-rate':
    'must be a positive number with at most twelve digits on either side of the point, such as 1.0900',
  'listed-twice': 'is listed twice for these two currencies',
};

const faultsProblem = (faults: readonly RateFault[]) => {
  const errors = faults.slice(0, shownFaults).map(({ at, field, reason }) => ({
    pointer: `/rates/${at}/${field}`,
    code: reason.replaceAll('-', '_').toUpperCase(),
    message: sentences[reason],
  }));
  const [first] = faults;
  const detail =
    first && `Rate ${first.at + 1}: ${first.field} ${sentences[first.reason]}. Nothing was proposed.`;
  return problem(refused.status, refused.code, detail ?? '', { errors, more: { faults: faults.length } });
};
