import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Criterion } from '../submission/eligibility.ts';
import { type Acting, entry, needsRole } from './act-context.ts';
import type { PacketName } from './name-key.ts';
import { type Contribution, type EditablePacket, isEditable, type Packet, type PersonRef } from './packet.ts';
import type { Change, HistoryDetail, HistoryEntry, PacketEffect } from './packet-change.ts';
import type { PacketRefusal } from './packet-refusal.ts';

type Edit = { readonly history: HistoryEntry; readonly effects: readonly PacketEffect[] };

/** A draft after an edit: one version on, and whoever edited it is barred from approving it (ruling 6). */
export const edited = <After extends EditablePacket>(
  packet: After,
  by: PersonRef,
  as: Contribution,
  { history, effects }: Edit,
): Change<After> => {
  const known = packet.contributors.some(
    (contributor) => contributor.personId === by.id && contributor.as === as,
  );
  const contributor = { personId: by.id, as };
  return {
    packet: {
      ...packet,
      version: history.version,
      contributors: known ? packet.contributors : [...packet.contributors, contributor],
    },
    history: [history],
    events: [],
    effects: known ? effects : [...effects, { do: 'bar', contributor }],
  };
};

/** Refuses an edit by anybody but Client Accounting, and of anything but a draft (requirement W12, ruling 1). */
export const mayEdit = (
  packet: Packet,
  acting: Acting,
): Result<{ readonly draft: EditablePacket; readonly by: PersonRef }, PacketRefusal> => {
  const allowed = needsRole(acting, 'CLIENT_ACCOUNTING', packet.places);
  if (!allowed.ok) return allowed;
  return isEditable(packet)
    ? accepted({ draft: packet, by: allowed.value })
    : refused({ reason: 'wrong-state', statusCd: packet.statusCd });
};

export type PacketHeader = { readonly name?: PacketName; readonly defaultCriterion?: Criterion | null };

/** Renames a draft or changes the criterion its receivables have by default (requirement W3). */
export const editHeader = (
  packet: Packet,
  header: PacketHeader,
  acting: Acting,
): Result<Change<EditablePacket>, PacketRefusal> => {
  const allowed = mayEdit(packet, acting);
  if (!allowed.ok) return allowed;
  const { draft, by } = allowed.value;
  const name = header.name ?? draft.name;
  const defaultCriterion =
    header.defaultCriterion === undefined ? draft.defaultCriterion : header.defaultCriterion;
  return accepted(
    edited({ ...draft, name, defaultCriterion }, by, 'EDITOR', {
      history: editEntry(draft, by, acting, {
        ...(header.name ? { name: name.text } : {}),
        ...(header.defaultCriterion === undefined ? {} : { defaultCriterion }),
      }),
      effects: [],
    }),
  );
};

export const editEntry = (
  packet: EditablePacket,
  by: PersonRef,
  { at }: Acting,
  detail: HistoryDetail,
): HistoryEntry => entry(packet, packet.statusCd, 'EDIT', { at, by, role: 'CLIENT_ACCOUNTING' }, { detail });
