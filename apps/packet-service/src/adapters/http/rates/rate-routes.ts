import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedCode, typedLine, typedLines } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { RateList } from '../../../domain/rates/rate-list.ts';
import { exchangeRate, exchangeRates, rateList } from '../../../reads/rates/exchange-rates.ts';
import { rateKeepers, ratesRefused } from './rates-change-kind.ts';

/** Another person reads it through; a longer list is proposed in parts. */
const longestList = 1_000;

const newRates = withExample(
  z.strictObject({
    source: typedLine(100).describe('whose rates these are, such as a central bank'),
    rates: z
      .array(
        z.strictObject({ from: typedCode(3), to: typedCode(3), day: typedCode(10), rate: typedCode(25) }),
      )
      .min(1)
      .max(longestList),
    reason: typedLines(4_000).optional(),
  }),
  {
    source: 'European Central Bank',
    rates: [{ from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0850' }],
  },
);

export type RateRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly changes: ChangeRequests;
  readonly ratesKind: ChangeKindOf<RateList>;
};

/** Exchange rates, which two persons decide. */
export const rateRoutes = (routes: RateRoutes): readonly Endpoint[] => {
  const { database, cursors, changes, ratesKind: kind } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/rates',
      summary: 'Exchange rates, newest day first',
      access: 'signed-in',
      query: rateList.query,
      answer: pageOf(exchangeRate),
      handle: async ({ query }) => ({ body: await exchangeRates(database, rateList.ask(query, cursors)) }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/rates',
      summary: 'Propose exchange rates for another person to approve',
      access: { anyOf: rateKeepers },
      refuses: [...refusing('role-missing'), ...ratesRefused],
      body: newRates,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { reason = null, ...payload } }) =>
        proposed(await changes.propose({ kind, payload, reason, personId })),
    }),
  ];
};
