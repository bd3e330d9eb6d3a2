import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, problem } from '@recoup/runtime/http/endpoint';
import { invalidInput } from '@recoup/runtime/http/input/invalid-input';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { RowError } from '../../../domain/import/open-item.ts';
import { billedTotal, billedTotalList, billedTotals } from '../../../reads/billed-totals/billed-totals.ts';
import { wholeEntities } from '../../../reads/billed-totals/whole-entities.ts';
import { registeredEntities } from '../../../reads/registered-codes.ts';
import { formats } from '../imports/reading-query.ts';

export type BilledTotalRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly stateBilledTotals: Commands['stateBilledTotals'];
  readonly today: () => string;
};

const rejected = { status: 400, code: 'TOTALS_REJECTED' };
const mayState = ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT'];
const errorsShown = 100;

/** What legal entities billed, from files of their billing systems. */
export const billedTotalRoutes = (routes: BilledTotalRoutes): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/billed-totals',
    summary: 'What legal entities billed in a month and currency, as it was stated last, newest month first',
    access: { anyOf: [...mayState, 'AUDITOR'] },
    query: billedTotalList.query,
    answer: pageOf(billedTotal),
    handle: async ({ query, actor }) => ({
      body: await billedTotals(
        routes.database,
        actor,
        billedTotalList.ask(query, routes.cursors, await registeredEntities(routes.database)),
      ),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/v1/billed-totals',
    summary: 'State what legal entities billed; what was stated before of the same month no longer counts',
    access: { anyOf: mayState },
    refuses: [rejected],
    query: z.strictObject({
      statedOn: z.iso.date().describe('the day as of which it is stated, not after today'),
    }),
    body: {
      upload: {
        maxBytes: 2 * 1024 * 1024,
        contentTypes: [...formats.keys()],
        example: 'entity,month,currency,billed\nUS01,2026-02,USD,1250000.00\n',
      },
    },
    answer: z.object({ statementId: z.uuid() }),
    status: 201,
    handle: async ({ query, body, actor }) => {
      const statedOn = toCalendarDate(query.statedOn);
      if (!statedOn || statedOn > routes.today())
        throw invalidInput([
          { pointer: 'query/statedOn', code: 'TOO_LARGE', message: `must be a date up to ${routes.today()}` },
        ]);
      const result = await routes.stateBilledTotals({
        file: { path: body.path, sha256: body.sha256, format: formats.get(body.contentType) ?? 'csv' },
        ...{ statedOn, personId: actor.personId, covers: wholeEntities(actor, mayState) },
      });
      return result.ok ? { status: 201, body: { statementId: result.value } } : refusedRows(result.refusal);
    },
  }),
];

const refusedRows = (errors: readonly RowError[]) => {
  const [first] = errors;
  const where = first && first.row > 0 ? `Line ${first.row}, ${first.column}` : 'The file';
  return problem(rejected.status, rejected.code, `${where} ${first?.reason}. Nothing was kept.`, {
    errors: errors.slice(0, errorsShown).map(({ row, column, value, code, reason }) => ({
      pointer: row > 0 ? `/rows/${row}/${column}` : '',
      ...{ code, message: reason, params: { row, column, value } },
    })),
  });
};
