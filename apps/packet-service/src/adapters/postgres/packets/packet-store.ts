import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Database } from '@recoup/runtime/database/database';
import { violatedConstraint } from '@recoup/runtime/database/sql-state';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import { historyOf } from '../../../domain/history/packet-history.ts';
import type { Candidate } from '../../../domain/packet/add-lines.ts';
import type { Packet } from '../../../domain/packet/packet.ts';
import type { Change } from '../../../domain/packet/packet-event.ts';
import type { RefusedReceivable } from '../../../domain/packet/packet-refusal.ts';
import type { ActContext } from '../../../domain/people/act-context.ts';
import { maySee } from '../../../domain/people/person.ts';
import { type Party, type ReceivableId, scopeKeyOf } from '../../../domain/receivable/receivable.ts';
import type {
  CommandContext,
  PacketCommandContext,
  PacketStore,
  Refusal,
} from '../../../ports/packet/packet-store.ts';
import { toMessages } from '../../outbox/to-message.ts';
import { entitiesOf } from '../legal-entities/entity-copy.ts';
import type { NewId } from '../new-id.ts';
import { livePerson } from '../people/live-person.ts';
import { findCandidates } from '../receivables/receivable-rows.ts';
import { applyEvent, keepScopeKeys } from './apply-event.ts';
import { keepHistory, keepRefusal } from './audit-trail.ts';
import { toColumns } from './packet-columns.ts';
import { keepComment, nextCommentVersion } from './packet-comments.ts';
import { readContent, readHistory, readPacket, type StoredPacket } from './packet-reading.ts';
import { PacketRow } from './packet-row.ts';
import { lockClient, submissionRules } from './submission-rules.ts';
import { lockUploads, uploadsOfADay } from './uploads.ts';

export type PacketStoreParts = {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly newId: NewId;
  readonly now: () => Date;
  readonly baseCurrency: Currency;
};

export const postgresPacketStore = (parts: PacketStoreParts): PacketStore => {
  const { database, newId } = parts;

  const onPacket = <Answer>(
    context: PacketCommandContext,
    act: (packet: Packet, acting: ActContext, stored: StoredPacket) => Promise<Result<Answer, Refusal>>,
  ): Promise<Result<Answer, Refusal>> =>
    database.transaction(async () => {
      const doing = context.mode === 'do';
      const stored = await readPacket(database, context.packetId, doing);
      const person = await livePerson(database, context.personId, doing);
      if (!stored || !maySee(person, stored.packet.scopeKeys, context.today)) {
        return refused({ reason: 'no-such-packet' } as const);
      }
      const { packet } = stored;
      const result =
        context.versionSeen === null || context.versionSeen === packet.version
          ? await act(packet, { person, at: context.at, today: context.today }, stored)
          : await stale(database, packet, context.versionSeen);
      if (!result.ok) {
        const on = { packetId: packet.id, version: packet.version };
        await keepRefusal(database, on, context, person, result.refusal, newId);
      }
      return result;
    });

  const keepOutcome = async <Done extends Change>(
    context: CommandContext,
    stored: StoredPacket | undefined,
    decision: Result<Done, Refusal>,
  ): Promise<Result<Done, Refusal>> =>
    decision.ok && context.mode === 'do'
      ? keepChange(parts, stored?.row, stored?.packet, decision.value)
      : decision;

  return {
    change: (context, decide) =>
      onPacket(context, async (packet, acting, stored) => {
        const dateIn = await datesIn(database, packet, context);
        return keepOutcome(context, stored, decide(packet, { ...acting, dateIn, signIn: context.signIn }));
      }),

    changeContent: (context, decide) =>
      onPacket(context, async (packet, acting, stored) =>
        keepOutcome(context, stored, decide(packet, await readContent(database, packet.id), acting)),
      ),

    attach: (context, decide) =>
      onPacket(context, async (packet, acting, stored) => {
        if (context.mode === 'do') await lockUploads(database, context.personId);
        const uploads = await uploadsOfADay(database, context.personId, context.at);
        const content = await readContent(database, packet.id);
        return keepOutcome(context, stored, decide(packet, content, uploads, acting));
      }),

    extend: (context, receivableIds, decide) =>
      onPacket(context, async (packet, acting, stored) => {
        const found = await candidatesFor(database, receivableIds, acting);
        if (!found.ok) return found;
        const content = await readContent(database, packet.id);
        return keepOutcome(context, stored, decide(packet, content, found.value, acting));
      }),

    submit: (context, decide) =>
      onPacket(context, async (packet, acting, stored) => {
        if (context.mode === 'do') await lockClient(database, packet.client.id);
        const content = await readContent(database, packet.id);
        const { baseCurrency } = parts;
        const rules = await submissionRules(database, { packet, content, today: acting.today, baseCurrency });
        return keepOutcome(context, stored, decide(packet, content, rules, acting));
      }),

    comment: (context, decide) =>
      onPacket(context, async (packet, acting) => {
        const written = decide(packet, await readContent(database, packet.id), acting);
        if (!written.ok) return written;
        const version = await nextCommentVersion(database, packet.id, written.value);
        const comment = { ...written.value, version };
        if (context.mode === 'do') await keepComment(database, packet.id, comment, newId);
        return accepted(comment);
      }),

    create: (context, wanted, decide) =>
      database.transaction(async () => {
        const person = await livePerson(database, context.personId, context.mode === 'do');
        const acting = { person, at: context.at, today: context.today };
        const found = await candidatesFor(database, wanted.receivableIds, acting);
        const client = wanted.clientId ? await findClient(database, wanted.clientId, acting) : null;
        const decided = found.ok ? decide({ client, candidates: found.value }, acting) : found;
        const outcome = await keepOutcome(context, undefined, decided);
        if (!outcome.ok) await keepRefusal(database, null, context, person, outcome.refusal, newId);
        return outcome;
      }),

    applyReport: (packetId, decide) =>
      database.transaction(async () => {
        const stored = await readPacket(database, packetId, true);
        if (!stored) return refused({ reason: 'no-such-packet' } as const);
        const decision = decide(stored.packet);
        return decision.ok ? keepChange(parts, stored.row, stored.packet, decision.value) : decision;
      }),
  };
};

const stale = async (database: Database, packet: Packet, seen: number) =>
  refused({
    reason: 'stale-version',
    seen,
    current: packet.version,
    changes: await readHistory(database, packet.id, seen),
  } as const);

/** The business date of each legal entity of a packet; asking for that of an entity that is not known is a fault. */
const datesIn = async (database: Database, packet: Packet, { dayIn, at }: PacketCommandContext) => {
  const entities = await entitiesOf(
    database,
    packet.scopeKeys.flatMap(({ entity }) => entity ?? []),
  );
  return (code: string): CalendarDate => {
    const entity = entities.get(code);
    if (!entity) throw new Error(`${code} is no legal entity that this service knows`);
    return dayIn(entity.timeZone, at);
  };
};

/** Rows, history and messages of a change, or none of them when a constraint knows better than the decision could. */
const keepChange = async <Done extends Change>(
  { database, outbox, newId, now }: PacketStoreParts,
  row: PacketRow | undefined,
  before: Packet | undefined,
  change: Done,
): Promise<Result<Done, Refusal>> => {
  const { packet } = change;
  await database.query(sql`savepoint change`);
  try {
    const em = database.em();
    const moved = !before || JSON.stringify(before.scopeKeys) !== JSON.stringify(packet.scopeKeys);
    const columns = toColumns(packet, {
      at: now(),
      by: change.events.at(-1)?.by?.id ?? null,
      scopeVersion: row && !moved ? row.scopeVersion : packet.version,
    });
    if (row) em.assign(row, columns);
    else em.persist(em.create(PacketRow, columns));
    await em.flush();
    if (moved) await keepScopeKeys(database, packet);
    for (const event of change.events) {
      await applyEvent(database, event, newId);
      await keepHistory(database, packet.id, historyOf(event), newId);
    }
    await outbox.append(change.events.flatMap(toMessages));
  } catch (error) {
    const refusal = await refusalBehind(error, change, database);
    if (!refusal) throw error;
    return refused(refusal);
  }
  return accepted(change);
};

const refusalBehind = async (
  error: unknown,
  change: Change,
  database: Database,
): Promise<Refusal | undefined> => {
  const constraint = violatedConstraint(error);
  if (constraint !== 'packet_name_once' && constraint !== 'packet_receivable_one_live_packet')
    return undefined;
  // What the failed flush still wants to write must not be tried again at commit.
  database.em().clear();
  await database.query(sql`rollback to savepoint change`);
  if (constraint === 'packet_name_once') return { reason: 'name-taken' };
  const wanted = change.events.flatMap((event) =>
    event.type === 'packet-created' || event.type === 'receivables-added'
      ? event.content.lines.map(({ receivable }) => receivable.id)
      : [],
  );
  const held = (await findCandidates(database, wanted)).flatMap(
    ({ receivable, heldBy }): RefusedReceivable[] =>
      heldBy
        ? [{ receivableId: receivable.id, because: 'held-by-another-packet', packetName: heldBy.name }]
        : [],
  );
  return { reason: 'receivable-refused', receivables: held };
};

/** The receivables asked for; one that is unknown, or out of the person's scope, is refused as unknown. */
const candidatesFor = async (
  database: Database,
  ids: readonly ReceivableId[],
  { person, today }: ActContext,
): Promise<Result<readonly Candidate[], Refusal>> => {
  const found = (await findCandidates(database, ids)).filter(({ receivable }) =>
    maySee(person, [scopeKeyOf(receivable)], today),
  );
  const known = new Set(found.map(({ receivable }) => receivable.id));
  const unknown = ids.filter((id) => !known.has(id));
  return unknown.length === 0
    ? accepted(found)
    : refused({
        reason: 'receivable-refused',
        receivables: unknown.map((receivableId) => ({ receivableId, because: 'unknown' })),
      } as const);
};

const findClient = async (
  database: Database,
  clientId: string,
  { person, today }: ActContext,
): Promise<Party | null> => {
  const [row] = await database.query<{ client_number: string; client_name: string }>(sql`
    select client_number, client_name from receivable where client_id = ${clientId}
     order by billing_item_detail_id desc limit 1`);
  const visible = maySee(person, [{ entity: null, department: null, clientId }], today);
  return row && visible ? { id: clientId, number: row.client_number, name: row.client_name } : null;
};
