import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { notFound, problem } from '@recoup/runtime/http/endpoint';
import {
  type GlAction,
  type GlActionRefusal,
  refuseAction,
} from '../../../domain/general-ledger/gl-document.ts';
import type { GlStanding } from '../../../ports/general-ledger.ts';
import type { GlResolutions } from '../../../ports/gl-resolutions.ts';

/** What a GL accountant proposes about a document, with what a look-up showed of one that was entered by hand. */
export type GlResolution = {
  readonly glPostingId: string;
  readonly action: GlAction;
  readonly standing: GlStanding | null;
};

export const wrongState = { status: 409, code: 'WRONG_STATE' };
export const documentTaken = { status: 409, code: 'DOCUMENT_TAKEN' };
export const notRecovered = { status: 409, code: 'NOT_RECOVERED' };

const refusals: Readonly<Record<GlActionRefusal, ReturnType<typeof problem>>> = {
  'wrong-state': problem(
    wrongState.status,
    wrongState.code,
    'This document is not refused or held, so that nothing is to be decided about it.',
  ),
  'not-recovered': problem(
    notRecovered.status,
    notRecovered.code,
    'A document is given up only together with the recovery that waits for it. Recover the packet first, or send it again.',
  ),
};

/** Two GL accountants move on a document that was refused or is held: again, given up with its recovery, or entered by hand. */
export const glResolutionKind = (resolutions: GlResolutions) =>
  changeKind<GlResolution>({
    kind: 'GL_DOCUMENT',
    roles: ['GL_ACCOUNTANT'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 7,
    refuses: [wrongState, notRecovered, documentTaken],
    subjectOf: ({ glPostingId }) => glPostingId,
    weigh: async ({ glPostingId, action, standing }) => {
      const stuck = await resolutions.lock(glPostingId);
      if (!stuck) return notFound('This posting');
      const { state, followedBy, entity } = stuck;
      const refusal = refuseAction(action, state, followedBy);
      if (refusal) return refusals[refusal];
      if (standing && (await resolutions.standsForAnother(glPostingId, standing.documentId))) {
        const why = `Document ${standing.documentId} stands for another posting already.`;
        return problem(documentTaken.status, documentTaken.code, why);
      }
      const scope = [{ entity, department: null, clientId: null }];
      return { before: { state, followedBy }, beneficiaries: [], scope };
    },
    apply: async ({ payload: { glPostingId, action, standing }, reason }) => {
      await resolutions.resolve(glPostingId, action, reason ?? '', standing);
      return undefined;
    },
  });
