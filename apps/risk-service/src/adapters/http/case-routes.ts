import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, notFound, problem } from '@recoup/runtime/http/endpoint';
import { aboutFields } from '@recoup/runtime/http/input/about-fields';
import { typedLine, typedLines } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { CompleteDueAction } from '../../application/complete-action.ts';
import { type ActionRefusal, workers } from '../../domain/case/act-on-case.ts';
import type { PersonId } from '../../domain/case/owner-router.ts';
import { confidences, type RiskCaseId } from '../../domain/case/risk-case.ts';
import { caseLog, readCaseLog } from '../../reads/case-log.ts';
import { caseResource } from '../../reads/case-resource.ts';
import { caseList, findCase, listCases } from '../../reads/cases.ts';

export const caseRoutes = (
  database: Queries,
  complete: CompleteDueAction,
  cursors: CursorCodec,
  today: () => CalendarDate,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/risk-cases',
    summary:
      'Cases ordered by when their next action is due, or by score; only open ones unless a status is given',
    access: 'signed-in',
    query: caseList.query,
    answer: pageOf(caseResource),
    handle: async ({ query, actor }) => ({
      body: await listCases(database, actor.grants, caseList.ask(query, cursors), today()),
    }),
  }),

  endpoint({
    method: 'get',
    path: '/v1/risk-cases/{riskCaseId}',
    summary: 'One case with its completed actions, missed windows and owners',
    access: 'signed-in',
    params: z.object({ riskCaseId: z.uuid() }),
    answer: caseResource.extend(caseLog.shape),
    handle: async ({ params, actor }) => {
      const found = await findCase(database, actor.grants, params.riskCaseId, today());
      if (!found) return notFound('This case');
      const log = await readCaseLog(database, params.riskCaseId);
      return { body: { ...found, ...log }, version: found.version };
    },
  }),

  endpoint({
    method: 'post',
    path: '/v1/risk-cases/{riskCaseId}/actions',
    summary: 'Record that the due action was done, and any payment commitment it brought',
    access: { anyOf: workers },
    refuses: Object.values(refusals),
    params: z.object({ riskCaseId: z.uuid() }),
    body: actionDone,
    answer: caseResource,
    handle: async ({ params, body, actor }) => {
      const date = body.commitment && toCalendarDate(body.commitment.date);
      // Before 1900 there are no calendar dates here; a promise must not be dropped for it.
      if (body.commitment && !date) return refusal('commitment-in-the-past');
      const result = await complete(params.riskCaseId as RiskCaseId, {
        action: body.action,
        by: { personId: actor.personId as PersonId, name: actor.displayName, grants: actor.grants },
        note: body.note ?? null,
        commitment: body.commitment && date ? { date, confidence: body.commitment.confidence } : null,
      });
      if (!result.ok) return refusal(result.refusal.reason);
      const after = await findCase(database, actor.grants, params.riskCaseId, today());
      return after ? { body: after, version: after.version } : notFound('This case');
    },
  }),
];

const actionDone = withExample(
  z.strictObject({
    action: typedLine(200).describe('the action that is due, as the case names it'),
    note: typedLines(2_000).optional(),
    commitment: z.strictObject({ date: z.iso.date(), confidence: z.enum(confidences) }).optional(),
  }),
  {
    action: 'Confirm the owed amount and the state of disputes',
    note: 'The debtor confirmed the amount by phone',
    commitment: { date: '2026-04-15', confidence: 'high' },
  },
);

const absent = { status: 404, code: 'NOT_FOUND', detail: 'This case does not exist.' };

const refusals: Readonly<
  Record<
    ActionRefusal['reason'] | 'no-such-case',
    { readonly status: number; readonly code: string; readonly detail: string }
  >
> = {
  'no-such-case': absent,
  'not-covered': absent,
  'case-closed': { status: 409, code: 'CASE_CLOSED', detail: 'This case is closed, so no action is due.' },
  'root-cause-due': {
    status: 409,
    code: 'ROOT_CAUSE_DUE',
    detail: 'The receivable is written off, so only its root cause is due.',
  },
  'another-action-due': {
    status: 409,
    code: 'ANOTHER_ACTION_DUE',
    detail: 'Another action is due now. Read the case again and name the action it shows.',
  },
  'commitment-in-the-past': {
    status: 409,
    code: 'COMMITMENT_IN_THE_PAST',
    detail: 'commitment/date must be today or later.',
  },
};

const refusal = (reason: keyof typeof refusals) => {
  const { status, code, detail } = refusals[reason];
  return aboutFields(problem(status, code, detail), fields);
};

/** What of an action each refusal is about. */
const fields = {
  ROOT_CAUSE_DUE: '/action',
  ANOTHER_ACTION_DUE: '/action',
  COMMITMENT_IN_THE_PAST: '/commitment/date',
};
