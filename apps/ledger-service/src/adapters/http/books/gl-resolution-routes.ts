import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { changeProblem, refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, notFound, problem } from '@recoup/runtime/http/endpoint';
import { aboutFields } from '@recoup/runtime/http/input/about-fields';
import { typedCode, typedLines } from '@recoup/runtime/http/input/typed-text';
import * as z from 'zod';
import { glActions } from '../../../domain/general-ledger/gl-document.ts';
import type { GeneralLedger, GlStanding } from '../../../ports/general-ledger.ts';
import type { GlResolutions } from '../../../ports/gl-resolutions.ts';
import { byId } from './book-query.ts';
import {
  documentTaken,
  type GlResolution,
  notRecovered,
  writeOffStands,
  wrongState,
} from './gl-resolution-kind.ts';

export type GlResolutionRoutes = {
  readonly resolutions: Pick<GlResolutions, 'find'>;
  readonly generalLedger: Pick<GeneralLedger, 'findEntered'>;
  readonly changes: ChangeRequests;
  readonly kind: ChangeKindOf<GlResolution>;
};

const notAsSent = { status: 409, code: 'NOT_AS_SENT' };

const resolution = withExample(
  z
    .strictObject({
      action: z
        .enum(glActions)
        .describe(
          'RELEASE sends it again, CANCEL gives it up together with its recovery, POSTED_BY_HAND names the document that was entered',
        ),
      documentId: typedCode(100).optional(),
      reason: typedLines(4_000),
    })
    .refine(({ action, documentId }) => (action === 'POSTED_BY_HAND') === (documentId !== undefined), {
      path: ['documentId'],
      message: 'must name the document for POSTED_BY_HAND, and only for it',
    }),
  { action: 'RELEASE', reason: 'Account 612 is open again' },
);

/** What of a proposal each refusal is about. */
const fields = {
  NOT_AS_SENT: '/documentId',
  DOCUMENT_TAKEN: '/documentId',
  NOT_RECOVERED: '/action',
  WRITE_OFF_STANDS: '/action',
};

/** How two GL accountants move on a document that the general ledger refused, or holds another one in the place of. */
export const glResolutionRoutes = (routes: GlResolutionRoutes): readonly Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/v1/gl-documents/{id}/resolution',
    summary:
      'Propose what is done with a posting that does not move by itself, for another GL accountant to approve',
    access: { anyOf: ['GL_ACCOUNTANT'] },
    refuses: [
      ...refusing('role-missing', 'already-proposed', 'not-found'),
      wrongState,
      notRecovered,
      writeOffStands,
      notAsSent,
      documentTaken,
    ],
    params: byId,
    body: resolution,
    answer: listedChangeRequest,
    status: 201,
    handle: async ({ actor, params: { id }, body: { action, documentId, reason } }) => {
      const { personId } = actor;
      const proposal = { glDocumentId: id, action, standing: null };
      // Whoever may not decide about it learns nothing of what stands there.
      const might = { kind: routes.kind, payload: proposal, reason, personId };
      const preview = await routes.changes.previewProposal(might);
      if ('refusal' in preview) return aboutFields(changeProblem(preview.refusal), fields);
      const entered = documentId === undefined ? null : await enteredAs(routes, id, documentId);
      if (entered !== null && 'problem' in entered) return aboutFields(entered, fields);
      const payload = { ...proposal, standing: entered };
      return proposed(await routes.changes.propose({ kind: routes.kind, payload, reason, personId }), fields);
    },
  }),
];

/** What stands in the general ledger under the number that somebody gives, if it says what was to be sent. */
const enteredAs = async (
  { resolutions, generalLedger }: GlResolutionRoutes,
  id: string,
  documentId: string,
): Promise<GlStanding | ReturnType<typeof problem>> => {
  const stuck = await resolutions.find(id);
  if (!stuck) return notFound('This posting');
  if (!stuck.document)
    return refusedAs('what was to be sent was never made; complete the mapping and release it');
  const found = await generalLedger.findEntered(stuck.document, documentId);
  switch (found.kind) {
    case 'posted':
      return { documentId: found.documentId, tranId: found.tranId, postingPeriod: found.postingPeriod };
    case 'different':
      return refusedAs(found.difference);
    case 'awaiting-approval':
      return refusedAs('it waits for approval there');
    case 'absent':
      return refusedAs('there is no such document');
    case 'unknown':
    case 'not-sent':
      return refusedAs(found.reason);
  }
};

const refusedAs = (why: string) =>
  problem(
    notAsSent.status,
    notAsSent.code,
    `The general ledger does not show this document as the posting says: ${why}.`,
  );
