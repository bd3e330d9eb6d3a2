import { accepted, type Result } from '@recoup/domain/result';
import type { ActContext } from '../people/act-context.ts';
import type { PersonRef } from '../people/person.ts';
import type { EditablePacket, Packet } from './packet.ts';
import { type Change, contributorsAfter, type Edit, nextStep, type PacketHeader } from './packet-event.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { mayPrepare } from './rights.ts';

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
    edited(
      { ...draft, name, defaultCriterion },
      { type: 'header-edited', content: { edit: header, before: headerBefore(draft, header) } },
      by,
      acting,
    ),
  );
};

/** Of what an edit names, how it stood before. */
const headerBefore = (draft: EditablePacket, edit: PacketHeader): PacketHeader => ({
  ...(edit.name === undefined ? {} : { name: draft.name }),
  ...(edit.defaultCriterion === undefined ? {} : { defaultCriterion: draft.defaultCriterion }),
});
