import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, refused } from '@recoup/domain/result';
import {
  anna,
  aReceivable,
  aSignIn,
  carl,
  clara,
  cora,
  dana,
  mia,
  vera,
} from '../domain/packet/packet.fixture.ts';
import type { Packet, PacketId } from '../domain/packet/packet.ts';
import { noon, on } from '../domain/people/person.fixture.ts';
import type { Person } from '../domain/people/person.ts';
import { usd } from '../domain/receivable/money.fixture.ts';
import type { Receivable } from '../domain/receivable/receivable.ts';
import type { FileRefusal } from '../ports/packet/document-vault.ts';
import { memoryPacketStore, memoryPackets } from '../ports/packet/memory-packet-store.fixture.ts';
import { commands } from './commands.ts';

const file = { path: '/tmp/upload', size: 1_000, sha256: 'a'.repeat(64) };

/** The service's commands over memory, with the people of the fixtures; `today` may be set. */
export const desk = ({ uploadsADay = 100 } = {}) => {
  const memory = memoryPackets();
  for (const person of [clara, cora, anna, dana, vera, carl, mia]) memory.people.set(person.id, person);
  const clock = { today: on('2026-03-02') as CalendarDate };
  const vault = { refuses: null as FileRefusal['reason'] | null, kept: [] as string[] };
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const acts = commands({
    packets: memoryPacketStore(memory),
    vault: {
      judge: async () =>
        vault.refuses
          ? refused({ reason: vault.refuses })
          : accepted({ mediaType: 'text/plain', extension: '.txt' }),
      keep: async (_path, sha256) => {
        vault.kept.push(sha256);
      },
    },
    people: {
      seed: async () => {
        throw new Error('nobody is seeded here');
      },
      everybody: async () => [...memory.people.values()],
      some: async (ids) => [...memory.people.values()].filter(({ id }) => ids.includes(id)),
    },
    proposePeople: async () => {
      throw new Error('nobody is proposed here');
    },
    clock: { now: () => noon, today: () => clock.today, dayIn: () => clock.today },
    newId,
    baseCurrency: usd,
    uploadsADay,
    signInWithinSeconds: 900,
  });

  const by = (person: Person, packetId: PacketId, mode: 'do' | 'preview' = 'do') =>
    ({ packetId, personId: person.id, versionSeen: null, mode, signIn: aSignIn }) as const;
  const packet = (id: PacketId): Packet => {
    const kept = memory.kept.get(id);
    if (!kept) throw new Error(`there is no packet ${id}`);
    return kept.packet;
  };
  const attach = (id: PacketId, mode: 'do' | 'preview' = 'do') =>
    acts.attachDocument({
      ...by(clara, id, mode),
      receivableId: null,
      kind: 'COLLECTION_LOG',
      fileName: 'log.txt',
      received: file,
    });

  /** A draft by Clara of one aged receivable of XYZ Corp with its evidence. */
  const draft = async (revenue = '1000.00', given: Partial<Receivable> = {}): Promise<PacketId> => {
    const receivable = aReceivable(newId(), revenue, given);
    memory.receivables.set(receivable.id, receivable);
    const created = await acts.createPacket({
      personId: clara.id,
      name: `Packet of ${receivable.id}`,
      clientId: null,
      currency: null,
      receivableIds: [receivable.id],
      defaultCriterion: 'AGED',
    });
    if (!created.ok) throw new Error(JSON.stringify(created.refusal));
    const { id } = created.value.packet;
    const edit = { usePacketDocument: true };
    await acts.setCriteria({ ...by(clara, id), receivableIds: [receivable.id], edit });
    await attach(id);
    return id;
  };
  const submit = (id: PacketId) => acts.submitPacket(by(clara, id));
  const approve = async (id: PacketId, ...people: readonly Person[]) => {
    for (const person of people)
      await acts.decidePacket({ ...by(person, id), decision: 'APPROVE', comment: null });
  };
  const daysLater = (days: number) => {
    clock.today = addDays(clock.today, days);
  };

  return { acts, memory, vault, by, packet, attach, draft, submit, approve, daysLater };
};
