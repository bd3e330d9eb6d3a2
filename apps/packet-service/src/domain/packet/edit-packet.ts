import { accepted, type Result, refused } from '@recoup/domain/result';
import type { ActContext } from '../people/act-context.ts';
import type { PersonRef } from '../people/person.ts';
import { type EditablePacket, isEditable, type Packet } from './packet.ts';
import { type Change, contributorsAfter, type Edit, nextStep, type PacketHeader } from './packet-event.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { needsRole } from './rights.ts';

/** A draft after an edit: one version on, and whoever edited it is barred from approving it (ruling 6). */
export const edited = <After extends EditablePacket>(
  after: After,
  edit: Edit,
  by: PersonRef,
  { at }: ActContext,
): Change<After> => {
  const step = nextStep(after, after.statusCd, at, null);
  const packet = {
    ...after,
    version: step.version,
    contributors: contributorsAfter(after.contributors, { type: edit.type, by }),
  };
  return { packet, events: [{ ...edit, ...step, by, role: 'CLIENT_ACCOUNTING', packet }] };
};

/** Refuses an edit by anybody but Client Accounting, and of anything but a draft (requirement W12, ruling 1). */
export const mayPrepare = (
  packet: Packet,
  acting: ActContext,
): Result<{ readonly draft: EditablePacket; readonly by: PersonRef }, PacketRefusal> => {
  const allowed = needsRole(acting, 'CLIENT_ACCOUNTING', packet.scopeKeys);
  if (!allowed.ok) return allowed;
  return isEditable(packet)
    ? accepted({ draft: packet, by: allowed.value })
    : refused({ reason: 'wrong-state', statusCd: packet.statusCd });
};

/** Renames a draft or changes the criterion its receivables have by default (requirement W3). */
export const editHeader = (
  packet: Packet,
  header: PacketHeader,
  acting: ActContext,
): Result<Change<EditablePacket>, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const { draft, by } = allowed.value;
  const { name = draft.name, defaultCriterion = draft.defaultCriterion } = header;
  return accepted(
    edited({ ...draft, name, defaultCriterion }, { type: 'header-edited', content: header }, by, acting),
  );
};
