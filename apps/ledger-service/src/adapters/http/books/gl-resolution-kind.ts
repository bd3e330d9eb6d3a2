import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { notFound, problem } from '@recoup/runtime/http/endpoint';
import {
  type GlAction,
  type GlActionRefusal,
  type GlDocumentState,
  refuseAction,
} from '../../../domain/general-ledger/gl-document.ts';
import type { GeneralLedger, GlEntered, GlStanding } from '../../../ports/general-ledger.ts';
import type { GlResolutions } from '../../../ports/gl-resolutions.ts';

/** What a GL accountant proposes about a document, with what a look-up showed of one that was entered by hand. */
export type GlResolution = {
  readonly glDocumentId: string;
  readonly action: GlAction;
  readonly standing: GlStanding | null;
};

export const wrongState = { status: 409, code: 'WRONG_STATE' };
export const documentTaken = { status: 409, code: 'DOCUMENT_TAKEN' };
export const notRecovered = { status: 409, code: 'NOT_RECOVERED' };
export const writeOffStands = { status: 409, code: 'WRITE_OFF_STANDS' };

const refusals: Readonly<Record<GlActionRefusal, readonly [{ status: number; code: string }, string]>> = {
  'under-way': [
    wrongState,
    'This document is being looked up or sent at this moment. Try again in a minute.',
  ],
  'wrong-state': [wrongState, 'This cannot be decided about a document in its state'],
  'write-off-stands': [
    writeOffStands,
    'What this document takes back stands in the general ledger, so that it cannot be given up. Send it again, or enter it there by hand.',
  ],
  'not-recovered': [
    notRecovered,
    'A document is given up only together with the recovery that waits for it. Recover the packet first, or send it again.',
  ],
};

const refusedAs = (refusal: GlActionRefusal, state: GlDocumentState) => {
  const [{ status, code }, text] = refusals[refusal];
  return problem(status, code, refusal === 'wrong-state' ? `${text}: it is ${state}.` : text);
};

/** Two GL accountants move on a document that does not move by itself: again, given up with its recovery, or entered by hand. */
export const glResolutionKind = (
  resolutions: GlResolutions,
  generalLedger: Pick<GeneralLedger, 'findEntered'>,
) =>
  changeKind<GlResolution>({
    kind: 'GL_DOCUMENT',
    roles: ['GL_ACCOUNTANT'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 7,
    refuses: [wrongState, notRecovered, writeOffStands, documentTaken],
    subjectOf: ({ glDocumentId }) => glDocumentId,
    lookAgain: async ({ glDocumentId, standing }) => {
      const document = standing && (await resolutions.find(glDocumentId))?.document;
      if (!document) return null;
      return standingOf(await generalLedger.findEntered(document, standing.documentId));
    },
    weigh: async ({ glDocumentId, action, standing }, _moment, before, seen) => {
      const stuck = await resolutions.lock(glDocumentId);
      if (!stuck) return notFound('This posting');
      const { state, recovery, entity } = stuck;
      const refusal = refuseAction(action, stuck);
      if (refusal) return refusedAs(refusal, state);
      if (standing && (await resolutions.standsForAnother(glDocumentId, standing.documentId))) {
        const why = `Document ${standing.documentId} stands for another posting already.`;
        return problem(documentTaken.status, documentTaken.code, why);
      }
      const scope = [{ entity, department: null, clientId: null }];
      const shown = before === undefined ? standing : (seen ?? null);
      return { before: { state, recovery, standing: shown }, beneficiaries: [], scope };
    },
    apply: async ({ payload: { glDocumentId, action, standing }, reason, recordApproval }) => {
      await recordApproval();
      await resolutions.resolve(glDocumentId, action, reason ?? '', standing);
      return undefined;
    },
  });

/** As what a document that was entered by hand stands there; null where it does not say what was to be sent, or cannot be read. */
const standingOf = (found: GlEntered): GlStanding | null =>
  found.kind === 'posted'
    ? { documentId: found.documentId, tranId: found.tranId, postingPeriod: found.postingPeriod }
    : null;
