import { dateInZone } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import { approvePacket } from '../../domain/approval/approve-packet.ts';
import { attachEvidence } from '../../domain/evidence/attach-evidence.ts';
import type { HistoryEntry } from '../../domain/history/packet-history.ts';
import { anEntity } from '../../domain/legal-entity/legal-entity.fixture.ts';
import type { LegalEntity } from '../../domain/legal-entity/legal-entity.ts';
import { addLines } from '../../domain/packet/add-lines.ts';
import { removeLines } from '../../domain/packet/edit-lines.ts';
import { aDocument, aReceivable, aSignIn } from '../../domain/packet/packet.fixture.ts';
import type { Packet, PacketId } from '../../domain/packet/packet.ts';
import type { DocumentId } from '../../domain/packet/packet-content.ts';
import { startDraft } from '../../domain/packet/start-draft.ts';
import { toPacketName } from '../../domain/packet-name/name-key.ts';
import { aPerson, noon, on } from '../../domain/people/person.fixture.ts';
import type { Person, PersonId, Role, RoleAssignment } from '../../domain/people/person.ts';
import { usd } from '../../domain/receivable/money.fixture.ts';
import type { Receivable, ReceivableId } from '../../domain/receivable/receivable.ts';
import { submitDraft } from '../../domain/submission/submit-packet.ts';
import type { CommandContext, PacketCommandContext, PacketStore } from './packet-store.ts';

/** What a store under test must offer besides the port: a world around it, and a look at what it kept. */
export type PacketStoreUnderTest = {
  readonly store: PacketStore;
  readonly hire: (person: Person) => Promise<void>;
  readonly know: (receivable: Receivable) => Promise<void>;
  readonly knowEntity: (entity: LegalEntity) => Promise<void>;
  /** From now on these clients are one party, for which the first stands. */
  readonly joinClients: (ids: readonly [string, ...string[]]) => Promise<void>;
  readonly historyOf: (
    packetId: PacketId,
  ) => Promise<readonly Pick<HistoryEntry, 'version' | 'action' | 'to' | 'detail'>[]>;
  /** The types of the messages about a packet, in order. */
  readonly publishedOf: (packetId: PacketId) => Promise<readonly string[]>;
  /** Who tried what in vain, as `person action reason`. */
  readonly refusalsOf: (packetId: PacketId) => Promise<readonly string[]>;
};

const today = on('2026-03-02');
export const aClient = (id: string) => ({ id, number: 'C-1', name: 'XYZ Corp' });
const by = (person: Person, action: CommandContext['action']): CommandContext => ({
  personId: person.id,
  action,
  at: noon,
  today,
  mode: 'do',
});
export const onPacket = (
  packet: Packet,
  person: Person,
  action: CommandContext['action'],
  given: Partial<PacketCommandContext> = {},
): PacketCommandContext => ({
  ...by(person, action),
  dayIn: (timeZone, at) => dateInZone(at, timeZone),
  packetId: packet.id,
  versionSeen: packet.version,
  signIn: aSignIn,
  ...given,
});

export const done = async <Value>(outcome: Promise<Result<Value, unknown>>): Promise<Value> => {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};

/** What belongs to one person alone, however many have the same name. */
const ownOf = (id: string) => ({
  id: id as PersonId,
  email: `${id}@example.test`,
  identities: [{ issuer: 'https://issuer.test', subject: id }],
});

/** What people do with packets, in few words, on whatever store is under test. */
export const packetStoreDriver = (underTest: () => PacketStoreUnderTest, newId: () => string) => {
  const someone = async (name: string, ...roles: readonly (Role | RoleAssignment)[]): Promise<Person> => {
    const hired = { ...aPerson(name, ...roles), ...ownOf(newId()) };
    await underTest().hire(hired);
    return hired;
  };
  const known = async (revenue: string, given: Partial<Receivable> = {}): Promise<Receivable> => {
    const debtor = { id: newId(), number: 'B-1', name: 'Debtor One' };
    const receivable = aReceivable(newId(), revenue, { client: aClient(newId()), debtor, ...given });
    await underTest().knowEntity({ ...anEntity, code: receivable.entity });
    await underTest().know(receivable);
    return receivable;
  };

  const namedDraft = (
    person: Person,
    name: string,
    receivableIds: readonly ReceivableId[],
    id: string,
    mode: CommandContext['mode'] = 'do',
  ) =>
    underTest().store.create(
      { ...by(person, 'CREATE'), mode },
      { clientId: null, receivableIds },
      ({ client, candidates }, acting) => {
        const named = toPacketName(name);
        if (!named.ok) throw new Error(named.refusal.reason);
        const asked = { id: id as PacketId, name: named.value, client, currency: usd, candidates };
        return startDraft(
          { ...asked, defaultCriterion: 'AGED', criterion: null, usePacketDocument: true },
          acting,
        );
      },
    );
  const newDraft = (person: Person, ...receivables: readonly Receivable[]) =>
    namedDraft(
      person,
      `Packet ${newId()}`,
      receivables.map(({ id }) => id),
      newId(),
    );
  const draftOf = async (person: Person, ...receivables: readonly Receivable[]): Promise<Packet> =>
    (await done(newDraft(person, ...receivables))).packet;
  const document = (receivableId: ReceivableId | null = null) =>
    aDocument('COLLECTION_LOG', { id: newId() as DocumentId, receivableId });
  const attach = (
    packet: Packet,
    person: Person,
    receivableId: ReceivableId | null = null,
    counted: (uploads: number) => void = () => {},
  ) =>
    done(
      underTest().store.attach(onPacket(packet, person, 'EDIT'), (before, content, uploads, acting) => {
        counted(uploads);
        return attachEvidence(before, content, document(receivableId), acting);
      }),
    );
  const submit = (packet: Packet, person: Person) =>
    underTest().store.submit(onPacket(packet, person, 'SUBMIT'), submitDraft);
  const extend = (packet: Packet, person: Person, receivableId: ReceivableId) =>
    underTest().store.extend(
      onPacket(packet, person, 'EDIT'),
      [receivableId],
      (before, content, candidates, acting) =>
        addLines(before, content, candidates, { criterion: null, usePacketDocument: true }, acting),
    );
  const approve = (packet: Packet, person: Person, at = noon) =>
    underTest().store.change(onPacket(packet, person, 'APPROVE', { at }), (before, acting) =>
      approvePacket(before, null, { ...acting, signInWithinSeconds: 900 }),
    );
  const readyToSubmit = async (person: Person, receivable: Receivable): Promise<Packet> =>
    (await attach(await draftOf(person, receivable), person)).packet;
  const submitted = async (person: Person, receivable: Receivable): Promise<Packet> =>
    (await done(submit(await readyToSubmit(person, receivable), person))).packet;
  const contentOf = async (packet: Packet, person: Person) => {
    const context = onPacket(packet, person, 'EDIT', { versionSeen: null, mode: 'preview' });
    const seen: { lines: readonly string[]; documents: number }[] = [];
    await underTest().store.changeContent(context, (before, content, acting) => {
      seen.push({
        lines: content.lines.map(({ receivable }) => receivable.id),
        documents: content.documents.length,
      });
      return removeLines(before, content, [], acting);
    });
    return seen.at(-1);
  };

  return {
    someone,
    known,
    namedDraft,
    newDraft,
    draftOf,
    attach,
    extend,
    submit,
    approve,
    readyToSubmit,
    submitted,
    contentOf,
  };
};
