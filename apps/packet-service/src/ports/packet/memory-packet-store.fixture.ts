import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import { convert, type FxRate, rateOn } from '@recoup/domain/fx-rate';
import { money } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { totalOf } from '@recoup/domain/sides';
import { exampleRules } from '../../domain/approval-policy/approval-policy.fixture.ts';
import { historyOf } from '../../domain/history/packet-history.ts';
import { anEntity } from '../../domain/legal-entity/legal-entity.fixture.ts';
import type { LegalEntity } from '../../domain/legal-entity/legal-entity.ts';
import type { Candidate } from '../../domain/packet/add-lines.ts';
import type { Comment } from '../../domain/packet/comment.ts';
import { sha256 } from '../../domain/packet/packet.fixture.ts';
import type { Packet, PacketId } from '../../domain/packet/packet.ts';
import type { PacketContent } from '../../domain/packet/packet-content.ts';
import { type Change, changesMoreThanPacket, type PacketEvent } from '../../domain/packet/packet-event.ts';
import { holdsReceivables } from '../../domain/packet/packet-status.ts';
import type { ActContext } from '../../domain/people/act-context.ts';
import { maySee, type Person, type PersonId } from '../../domain/people/person.ts';
import { usd } from '../../domain/receivable/money.fixture.ts';
import { type Receivable, type ReceivableId, scopeKeyOf } from '../../domain/receivable/receivable.ts';
import type { SubmissionRules } from '../../domain/submission/submit-packet.ts';
import type { CommandContext, PacketCommandContext, PacketStore, Refusal } from './packet-store.ts';

type Kept = {
  readonly packet: Packet;
  readonly content: PacketContent;
  readonly comments: readonly Comment[];
  readonly events: readonly PacketEvent[];
};

/** What stands around the packets, and what has become of them; tests read and change it. */
export const memoryPackets = () => ({
  people: new Map<PersonId, Person>(),
  receivables: new Map<ReceivableId, Receivable>(),
  rates: [] as FxRate[],
  entities: new Map<string, LegalEntity>([[anEntity.code, anEntity]]),
  /** Of clients that are one party with others: the one that stands for all. */
  standsFor: new Map<string, string>(),
  kept: new Map<PacketId, Kept>(),
  refusals: [] as { packetId: PacketId | null; personId: PersonId; action: string; reason: string }[],
});
export type MemoryPackets = ReturnType<typeof memoryPackets>;

/** Packets in memory. Nothing runs between reading and keeping, so what a lock does elsewhere one turn does here. */
export const memoryPacketStore = (memory: MemoryPackets): PacketStore => ({
  change: (context, decide) =>
    onPacket(memory, context, ({ packet }, acting) =>
      keepOutcome(
        memory,
        context,
        decide(packet, { ...acting, dateIn: datesIn(memory, context), signIn: context.signIn }),
      ),
    ),

  changeContent: (context, decide) =>
    onPacket(memory, context, (kept, acting) =>
      keepOutcome(memory, context, decide(kept.packet, contentOf(memory, kept), acting)),
    ),

  attach: (context, decide) =>
    onPacket(memory, context, (kept, acting) => {
      const uploads = uploadsOfADay(memory, context);
      return keepOutcome(memory, context, decide(kept.packet, contentOf(memory, kept), uploads, acting));
    }),

  extend: (context, receivableIds, decide) =>
    onPacket(memory, context, (kept, acting) => {
      const found = candidatesFor(memory, receivableIds, acting);
      return found.ok
        ? keepOutcome(memory, context, decide(kept.packet, contentOf(memory, kept), found.value, acting))
        : found;
    }),

  submit: (context, decide) =>
    onPacket(memory, context, (kept, acting) =>
      keepOutcome(
        memory,
        context,
        decide(kept.packet, contentOf(memory, kept), rulesFor(memory, kept.packet, acting), acting),
      ),
    ),

  comment: (context, decide) =>
    onPacket(memory, context, (kept, acting) => {
      const written = decide(kept.packet, contentOf(memory, kept), acting);
      if (!written.ok) return written;
      const comments = [...kept.comments, written.value];
      if (context.mode === 'do') memory.kept.set(kept.packet.id, { ...kept, comments });
      const { receivableId } = written.value;
      const version = comments.filter((comment) => comment.receivableId === receivableId).length;
      return accepted({ ...written.value, version });
    }),

  create: async (context, { clientId, receivableIds }, decide) => {
    const acting = { person: personOf(memory, context.personId), at: context.at, today: context.today };
    const found = candidatesFor(memory, receivableIds, acting);
    const clients = [...memory.receivables.values()].map(({ client }) => client);
    const client = clients.find(({ id }) => id === clientId) ?? null;
    const visible = client && maySee(acting.person, [{ ...anywhere, clientId: client.id }], acting.today);
    const decided = found.ok
      ? decide({ client: visible ? client : null, candidates: found.value }, acting)
      : found;
    const outcome = keepOutcome(memory, context, decided);
    if (!outcome.ok) keepRefusal(memory, null, context, outcome.refusal);
    return outcome;
  },

  applyReport: async (packetId, decide) => {
    const kept = standing(memory, packetId);
    if (!kept) return refused({ reason: 'no-such-packet' });
    const decision = decide(kept.packet);
    return decision.ok ? keep(memory, decision.value) : decision;
  },
});

const datesIn =
  ({ entities }: MemoryPackets, { dayIn, at }: PacketCommandContext) =>
  (code: string): CalendarDate => {
    const entity = entities.get(code);
    if (!entity) throw new Error(`there is no entity ${code}`);
    return dayIn(entity.timeZone, at);
  };

/** A packet unless it was deleted. */
const standing = ({ kept }: MemoryPackets, id: PacketId): Kept | undefined => {
  const found = kept.get(id);
  return found?.events.at(-1)?.to === null ? undefined : found;
};

const personOf = ({ people }: MemoryPackets, id: PersonId): Person => {
  const person = people.get(id);
  if (!person) throw new Error(`there is no person ${id}`);
  return person;
};

const keepRefusal = (
  { refusals }: MemoryPackets,
  packetId: PacketId | null,
  { personId, action, mode }: CommandContext,
  { reason }: Refusal,
): void => {
  if (mode === 'do') refusals.push({ packetId, personId, action, reason });
};

const keep = <Done extends Change>(memory: MemoryPackets, change: Done): Result<Done, Refusal> => {
  const { packet, events } = change;
  const live = [...memory.kept.values()].filter(({ events: had }) => had.at(-1)?.to !== null);
  if (live.some((one) => one.packet.id !== packet.id && one.packet.name.key === packet.name.key)) {
    return refused({ reason: 'name-taken' });
  }
  const before = memory.kept.get(packet.id);
  memory.kept.set(packet.id, {
    packet,
    content: events.reduce(contentAfter, before?.content ?? { lines: [], documents: [] }),
    comments: before?.comments ?? [],
    events: [...(before?.events ?? []), ...events],
  });
  return accepted(change);
};

const onPacket = async <Answer>(
  memory: MemoryPackets,
  context: PacketCommandContext,
  act: (kept: Kept, acting: ActContext) => Result<Answer, Refusal>,
): Promise<Result<Answer, Refusal>> => {
  const kept = standing(memory, context.packetId);
  const person = personOf(memory, context.personId);
  if (!kept || !maySee(person, kept.packet.scopeKeys, context.today)) {
    return refused({ reason: 'no-such-packet' });
  }
  const { versionSeen: seen } = context;
  const { version } = kept.packet;
  const result =
    seen === null || seen === version
      ? act(kept, { person, at: context.at, today: context.today })
      : refused({
          reason: 'stale-version',
          seen,
          current: version,
          changes: kept.events.map(historyOf).filter((entry) => entry.version > seen),
        } as const);
  if (!result.ok) keepRefusal(memory, kept.packet.id, context, result.refusal);
  return result;
};

const keepOutcome = <Done extends Change>(
  memory: MemoryPackets,
  { mode }: CommandContext,
  decision: Result<Done, Refusal>,
): Result<Done, Refusal> => (decision.ok && mode === 'do' ? keep(memory, decision.value) : decision);

const contentOf = (memory: MemoryPackets, { content }: Kept): PacketContent => {
  const lines = content.lines
    .map((line) => ({ ...line, receivable: memory.receivables.get(line.receivable.id) ?? line.receivable }))
    .sort((one, other) => (one.receivable.id < other.receivable.id ? -1 : 1));
  const present = new Set(lines.map(({ receivable }) => receivable.id));
  const documents = content.documents.filter(
    ({ receivableId }) => receivableId === null || present.has(receivableId),
  );
  return { lines, documents };
};

const uploadsOfADay = (memory: MemoryPackets, { personId, at }: CommandContext): number =>
  [...memory.kept.values()]
    .flatMap(({ content }) => content.documents)
    .filter(({ uploadedBy, uploadedAt }) => uploadedBy.id === personId && +uploadedAt > +at - dayMs).length;
const dayMs = 24 * 60 * 60 * 1_000;

const candidatesFor = (
  memory: MemoryPackets,
  ids: readonly ReceivableId[],
  { person, today }: ActContext,
): Result<readonly Candidate[], Refusal> => {
  const known = ids.flatMap((id) => memory.receivables.get(id) ?? []);
  const visible = known.filter((receivable) => maySee(person, [scopeKeyOf(receivable)], today));
  const unknown = ids.filter((id) => !visible.some((receivable) => receivable.id === id));
  return unknown.length === 0
    ? accepted(visible.map((receivable) => ({ receivable, heldBy: holderOf(memory, receivable.id) })))
    : refused({
        reason: 'receivable-refused',
        receivables: unknown.map((receivableId) => ({ receivableId, because: 'unknown' })),
      } as const);
};

const anywhere = { entity: null, department: null };

const contentAfter = (content: PacketContent, event: PacketEvent): PacketContent => {
  if (!changesMoreThanPacket(event)) return content;
  const { lines, documents } = content;
  switch (event.type) {
    case 'packet-created':
    case 'receivables-added':
      return { documents, lines: [...lines, ...event.content.lines] };
    case 'receivables-removed': {
      const gone = new Set(event.content.receivableIds);
      return { documents, lines: lines.filter(({ receivable }) => !gone.has(receivable.id)) };
    }
    case 'lines-edited': {
      const { receivableIds, edit } = event.content;
      const named = new Set(receivableIds);
      return {
        documents,
        lines: lines.map((line) => (named.has(line.receivable.id) ? { ...line, ...edit } : line)),
      };
    }
    case 'document-attached':
      return { lines, documents: [...documents, event.content] };
    case 'packet-submitted':
    case 'packet-resubmitted':
    case 'packet-stage-approved':
    case 'packet-rejected':
    case 'packet-completed':
      return content;
  }
};

const holderOf = (memory: MemoryPackets, id: ReceivableId): Candidate['heldBy'] => {
  const holder = [...memory.kept.values()].find(
    ({ events, content }) =>
      holdsReceivables(events.at(-1)?.to ?? null) &&
      content.lines.some(({ receivable }) => receivable.id === id),
  );
  return holder ? { packetId: holder.packet.id, name: holder.packet.name.text } : null;
};

const standsFor = (memory: MemoryPackets, clientId: string): string =>
  memory.standsFor.get(clientId) ?? clientId;

const rulesFor = (memory: MemoryPackets, packet: Packet, { today }: ActContext): SubmissionRules => {
  const counted = [...memory.kept.values()]
    .map((kept) => kept.packet)
    .filter(
      ({ id, client, statusCd }) =>
        id !== packet.id &&
        standsFor(memory, client.id) === standsFor(memory, packet.client.id) &&
        statusCd !== 'CANCELLED' &&
        statusCd !== 'RECOVERED',
    )
    .flatMap(({ id, currency, submission }) =>
      submission ? [{ packetId: id, currency, ...submission }] : [],
    )
    .filter(({ on }) => on > addDays(today, -exampleRules.splitDays) && on <= today);
  return {
    entityOf: (code) => memory.entities.get(code),
    isMapped: () => true,
    hasRateInto: (currency) =>
      rateOn(memory.rates, packet.currency, storedCurrency(currency), today) !== undefined,
    policyOf: () => ({ entity: '*', version: 1, ...exampleRules }),
    rate: rateOn(memory.rates, packet.currency, usd, today),
    recent: counted.flatMap(({ packetId, attempt, on, baseTotal, totals, currency }) => {
      const rate = rateOn(memory.rates, currency, usd, on);
      if (!rate) return [];
      const whole = convert(money(totalOf(totals), currency), rate);
      return [{ packetId, attempt, on, totals: { COMMISSION: baseTotal, WHOLE_AMOUNT: whole } }];
    }),
    signerOf: (id) => memory.people.get(id),
    sha256,
  };
};
