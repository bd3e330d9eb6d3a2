import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import type { HistoryEntry } from '../../domain/history/packet-history.ts';
import type { Candidate } from '../../domain/packet/add-lines.ts';
import type { Comment } from '../../domain/packet/comment.ts';
import type { DraftPacket, Packet, PacketId } from '../../domain/packet/packet.ts';
import type { PacketContent } from '../../domain/packet/packet-content.ts';
import type { Change, PacketAction } from '../../domain/packet/packet-event.ts';
import type { PacketRefusal } from '../../domain/packet/packet-refusal.ts';
import type { ActContext, DatedActContext, SignIn } from '../../domain/people/act-context.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { Party, ReceivableId } from '../../domain/receivable/receivable.ts';
import type { SubmissionRules, Submitted } from '../../domain/submission/submit-packet.ts';

/** Who wants to do what, and when. A preview decides by the same rules and keeps nothing. */
export type CommandContext = {
  readonly personId: PersonId;
  readonly action: PacketAction | 'COMMENT';
  readonly at: Date;
  readonly today: CalendarDate;
  readonly mode: 'do' | 'preview';
};

/** A command on a packet, at the version the person saw; without one it takes the packet as it is (ruling 7). */
export type PacketCommandContext = CommandContext & {
  /** The business date of a time zone at a moment. */
  readonly dayIn: (timeZone: string, at: Date) => CalendarDate;
  readonly packetId: PacketId;
  readonly versionSeen: number | null;
  readonly signIn: SignIn;
};

type StoreRefusal =
  | { readonly reason: 'no-such-packet' }
  | {
      readonly reason: 'stale-version';
      readonly seen: number;
      readonly current: number;
      readonly changes: readonly HistoryEntry[];
    }
  | { readonly reason: 'name-taken' };
export type Refusal = PacketRefusal | StoreRefusal;

export type Decision<After extends Packet = Packet> = Result<Change<After>, PacketRefusal>;
export type Outcome<After extends Packet = Packet> = Result<Change<After>, Refusal>;

/**
 * Packets and what happens to them. Each method looks up the person and the packet live, refuses who may not see it and who saw
 * an older version, lets `decide` decide, and keeps packet, history and events in one transaction, or none of them. A
 * refused attempt is kept for the auditor. `decide` is synchronous because the store may run it again after a lost race.
 */
export type PacketStore = {
  readonly create: (
    context: CommandContext,
    wanted: { readonly clientId: string | null; readonly receivableIds: readonly ReceivableId[] },
    decide: (
      start: { readonly client: Party | null; readonly candidates: readonly Candidate[] },
      acting: ActContext,
    ) => Decision<DraftPacket>,
  ) => Promise<Outcome<DraftPacket>>;

  readonly change: <After extends Packet>(
    context: PacketCommandContext,
    decide: (packet: Packet, acting: DatedActContext) => Decision<After>,
  ) => Promise<Outcome<After>>;

  readonly changeContent: <After extends Packet>(
    context: PacketCommandContext,
    decide: (packet: Packet, content: PacketContent, acting: ActContext) => Decision<After>,
  ) => Promise<Outcome<After>>;

  /**
   * Uploads of one person follow each other, so that none is missing from `uploads`: how many documents the person has attached to
   * whichever packets within the 24 hours before.
   */
  readonly attach: <After extends Packet>(
    context: PacketCommandContext,
    decide: (packet: Packet, content: PacketContent, uploads: number, acting: ActContext) => Decision<After>,
  ) => Promise<Outcome<After>>;

  /** `candidates` are the receivables asked for; one that does not exist, or that the person may not see, is refused before. */
  readonly extend: <After extends Packet>(
    context: PacketCommandContext,
    receivableIds: readonly ReceivableId[],
    decide: (
      packet: Packet,
      content: PacketContent,
      candidates: readonly Candidate[],
      acting: ActContext,
    ) => Decision<After>,
  ) => Promise<Outcome<After>>;

  /** Submissions of one client follow each other, so that each sees the other's commission (ruling 5). */
  readonly submit: (
    context: PacketCommandContext,
    decide: (
      packet: Packet,
      content: PacketContent,
      rules: SubmissionRules,
      acting: ActContext,
    ) => Result<Submitted, PacketRefusal>,
  ) => Promise<Result<Submitted, Refusal>>;

  /** The version counts the comments on the receivable, or on the packet; a preview says the one that would be next. */
  readonly comment: (
    context: PacketCommandContext,
    decide: (packet: Packet, content: PacketContent, acting: ActContext) => Result<Comment, PacketRefusal>,
  ) => Promise<Result<Comment & { readonly version: number }, Refusal>>;

  /** What another service reported about a packet: nobody acts and nobody saw a version. */
  readonly applyReport: (
    packetId: PacketId,
    decide: (packet: Packet) => Decision,
  ) => Promise<Result<Change, Refusal>>;
};
