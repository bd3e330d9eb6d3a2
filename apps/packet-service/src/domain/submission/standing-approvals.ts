import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import type { ApprovalRoute } from '../approval-policy/approval-route.ts';
import { type Approval, type EditablePacket, isRejected, type Submission } from '../packet/packet.ts';
import { holdsRoleFor, isSameHuman, type Person, type PersonId } from '../people/person.ts';

/** For how many days a signature stands when the packet is submitted again. */
const approvalStandsDays = 30;

export type Standing = { readonly approvals: readonly Approval[]; readonly route: ApprovalRoute };

/**
 * The signatures of a rejected packet that outlast the rejection (ruling 4): all of them or none. Approvers must be shown the same again,
 * nobody who signed may have contributed to the packet since, each must hold their role to this day, no two may have turned out to be
 * one human, and no signature may be too old.
 */
export const standingApprovals = (
  draft: EditablePacket,
  { dossierHash }: Pick<Submission, 'dossierHash'>,
  contributors: EditablePacket['contributors'],
  signerOf: (id: PersonId) => Person | undefined,
  today: CalendarDate,
): Standing | undefined => {
  if (!isRejected(draft) || draft.submission.dossierHash !== dossierHash) return undefined;
  const stands = ({ role, by, on }: Approval): boolean => {
    const signer = signerOf(by.id);
    return (
      on >= addDays(today, -approvalStandsDays) &&
      signer !== undefined &&
      !contributors.some(({ personId }) => isSameHuman(signer, personId)) &&
      draft.approvals.filter((other) => isSameHuman(signer, other.by.id)).length === 1 &&
      holdsRoleFor(signer, role, draft.scopeKeys, today)
    );
  };
  return draft.approvals.every(stands)
    ? { approvals: draft.approvals, route: draft.submission.route }
    : undefined;
};
