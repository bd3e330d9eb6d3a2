import { randomUUID } from 'node:crypto';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import type { Criterion } from '../../domain/eligibility/eligibility.ts';
import { attachEvidence } from '../../domain/evidence/attach-evidence.ts';
import type { LineGroup } from '../../domain/history/history-detail.ts';
import { addLines } from '../../domain/packet/add-lines.ts';
import { removeLines, setLines } from '../../domain/packet/edit-lines.ts';
import { editHeader } from '../../domain/packet/edit-packet.ts';
import { aDocument } from '../../domain/packet/packet.fixture.ts';
import type { Packet } from '../../domain/packet/packet.ts';
import type { DocumentId, LineEdit } from '../../domain/packet/packet-content.ts';
import type { PacketHeader } from '../../domain/packet/packet-event.ts';
import { toPacketName } from '../../domain/packet-name/name-key.ts';
import type { Person } from '../../domain/people/person.ts';
import type { Receivable } from '../../domain/receivable/receivable.ts';
import {
  aClient,
  onPacket,
  type PacketStoreUnderTest,
  packetStoreDriver,
} from './packet-store-driver.fixture.ts';

type Shown = {
  readonly name: string;
  readonly defaultCriterion: Criterion | null;
  readonly lines: Readonly<Record<string, string>>;
  readonly documents: readonly string[];
};
/** What entries of the history may say of the content; all of it is optional, since each entry says its part. */
type Detail = {
  readonly name?: string;
  readonly defaultCriterion?: Criterion | null;
  readonly added?: readonly LineGroup[];
  readonly removed?: readonly LineGroup[];
  readonly receivables?: readonly string[];
  readonly criterion?: Criterion | null;
  readonly usePacketDocument?: boolean;
  readonly before?: readonly LineGroup[] | { readonly name?: string };
  readonly documentId?: string;
};

const stands = (criterion: Criterion | null, relies: boolean) => `${criterion} ${relies}`;
const rowsOf = (groups: readonly LineGroup[]) =>
  groups.flatMap(({ receivables, criterion, usePacketDocument }) =>
    receivables.map((id) => [id, stands(criterion, usePacketDocument)] as const),
  );

/** The receivables after one more entry; what the entry says stood before must be what stands. */
const linesAfter = (before: Shown['lines'], detail: Detail): Shown['lines'] => {
  const lines = new Map(Object.entries(before));
  for (const [id, row] of rowsOf(detail.removed ?? [])) {
    expect(lines.get(id)).toBe(row);
    lines.delete(id);
  }
  for (const [id, row] of rowsOf(detail.added ?? [])) lines.set(id, row);
  const replaced = detail.receivables && Array.isArray(detail.before) ? (detail.before as LineGroup[]) : [];
  for (const [id, row] of rowsOf(replaced)) expect(lines.get(id)).toBe(row);
  const { criterion, usePacketDocument } = detail;
  const edit = {
    ...(criterion === undefined ? {} : { criterion }),
    ...(usePacketDocument === undefined ? {} : { usePacketDocument }),
  };
  for (const [id, row] of rowsOf(replaced.map((group) => ({ ...group, ...edit })))) lines.set(id, row);
  return Object.fromEntries(lines);
};

const after = (shown: Shown, detail: Detail): Shown => {
  if (detail.before && !Array.isArray(detail.before)) expect(shown).toMatchObject(detail.before);
  return {
    name: detail.name ?? shown.name,
    defaultCriterion:
      detail.defaultCriterion === undefined ? shown.defaultCriterion : detail.defaultCriterion,
    lines: linesAfter(shown.lines, detail),
    documents: [...shown.documents, ...(detail.documentId ? [detail.documentId] : [])],
  };
};

/** Whatever people do with a draft, its history says what it holds, whatever keeps the packets. */
export const historyFoldsSuite = (underTest: () => PacketStoreUnderTest): void => {
  const { seed, random } = randomRun('edits of drafts');
  const { someone, known, draftOf } = packetStoreDriver(underTest, randomUUID);
  const oneOf = <const Value>(values: readonly [Value, ...Value[]]): Value =>
    values[random.below(values.length)] ?? values[0];

  const acts = {
    add: (packet: Packet, person: Person, { id }: Receivable) =>
      underTest().store.extend(
        onPacket(packet, person, 'EDIT'),
        [id],
        (before, content, candidates, acting) => {
          const choice = {
            criterion: oneOf([null, 'AGED', 'BANKRUPTCY']),
            usePacketDocument: oneOf([true, false]),
          };
          return addLines(before, content, candidates, choice, acting);
        },
      ),
    remove: (packet: Packet, person: Person, { id }: Receivable) =>
      underTest().store.changeContent(onPacket(packet, person, 'EDIT'), (before, content, acting) =>
        removeLines(before, content, [id], acting),
      ),
    set: (packet: Packet, person: Person) =>
      underTest().store.changeContent(onPacket(packet, person, 'EDIT'), (before, content, acting) => {
        const ids = content.lines.map(({ receivable }) => receivable.id).filter(() => oneOf([true, false]));
        const edit = oneOf<LineEdit>([
          { criterion: 'UNCOLLECTIBLE' },
          { criterion: null },
          { usePacketDocument: true },
        ]);
        return setLines(before, content, ids, edit, acting);
      }),
    header: (packet: Packet, person: Person) =>
      underTest().store.change(onPacket(packet, person, 'EDIT'), (before, acting) => {
        const name = toPacketName(`Draft ${randomUUID()}`);
        if (!name.ok) throw new Error(name.refusal.reason);
        const edit = oneOf<PacketHeader>([
          { name: name.value },
          { defaultCriterion: 'AGED' },
          { defaultCriterion: null },
        ]);
        return editHeader(before, edit, acting);
      }),
    attach: (packet: Packet, person: Person) =>
      underTest().store.attach(onPacket(packet, person, 'EDIT'), (before, content, _uploads, acting) =>
        attachEvidence(
          before,
          content,
          aDocument('COLLECTION_LOG', { id: randomUUID() as DocumentId }),
          acting,
        ),
      ),
  };

  const shownOf = async (packet: Packet, person: Person): Promise<Shown | undefined> => {
    const context = onPacket(packet, person, 'EDIT', { versionSeen: null, mode: 'preview' });
    const seen: Shown[] = [];
    await underTest().store.changeContent(context, (before, content, acting) => {
      seen.push({
        name: before.name.text,
        defaultCriterion: before.defaultCriterion,
        lines: Object.fromEntries(
          content.lines.map((line) => [line.receivable.id, stands(line.criterion, line.usePacketDocument)]),
        ),
        documents: content.documents.map(({ id }) => id).toSorted(),
      });
      return removeLines(before, content, [], acting);
    });
    return seen.at(-1);
  };

  it(`the entries of a packet, read in order, give its content (seed ${seed})`, {
    timeout: withinMs(60_000),
  }, async () => {
    const clara = await someone('clara', 'CLIENT_ACCOUNTING');
    for (let round = 0; round < rounds(4); round += 1) {
      const client = aClient(randomUUID());
      const receivables: Receivable[] = [];
      while (receivables.length < 4) receivables.push(await known('1.00', { client }));
      const [first = await known('1.00'), ...others] = receivables;
      let packet = await draftOf(clara, first);
      for (let step = 0; step < 15; step += 1) {
        const act = acts[oneOf(['add', 'remove', 'set', 'header', 'attach'])];
        const outcome = await act(packet, clara, oneOf([first, ...others]));
        if (outcome.ok) packet = outcome.value.packet;
      }
      const entries = await underTest().historyOf(packet.id);
      expect(entries).toHaveLength(packet.version);
      const empty: Shown = { name: '', defaultCriterion: null, lines: {}, documents: [] };
      const folded = entries.reduce((shown, { detail }) => after(shown, (detail ?? {}) as Detail), empty);
      expect({ ...folded, documents: folded.documents.toSorted() }).toEqual(await shownOf(packet, clara));
    }
  });
};
