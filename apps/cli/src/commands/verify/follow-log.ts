import { Refused } from '../../session/refused.ts';
import { chainStart, type ExportedEntry, followEntry } from './log-chain.ts';

export type ShownHead = {
  readonly ledgerId: string;
  readonly seq: string;
  readonly head: string;
  readonly unsealed: number;
};

/** An entry that no seal stands for; `waiting` says whether one will. */
export type UnsealedEntry = {
  readonly eventId: string;
  readonly type: string;
  readonly waiting: boolean;
};

/** Where a log is read: its head as it is shown now, a page of the entries behind a number, and those without a seal. */
export type LogSource = {
  readonly head: () => Promise<ShownHead>;
  readonly after: (seq: bigint) => Promise<readonly ExportedEntry[]>;
  readonly unsealed: () => Promise<readonly UnsealedEntry[]>;
};

/** A head that somebody kept. */
export type KeptHead = { readonly seq: bigint; readonly head: string };

export type VerifiedLog = {
  readonly ledgerId: string;
  readonly entries: bigint;
  readonly head: string;
  /** Entries whose bytes were purged: their fields and their place are proven, not what they said. */
  readonly withoutBytes: number;
  /** Who had them purged when and why, each once. */
  readonly purges: readonly string[];
  /** Entries that were not chained yet when the head was taken, of which nothing is proven. */
  readonly unsealed: number;
  /** Some of them. */
  readonly waiting: readonly UnsealedEntry[];
};

/**
 * Takes the head that the ledger shows and follows the log to it, entry by entry; refuses by naming the first bad entry, or where the
 * log ends before its head, arrives at another one, differs from a head that was kept, or has entries that nothing will seal.
 */
export const followLog = async (
  source: LogSource,
  kept: KeptHead | null,
  onProgress: (entries: bigint) => void,
): Promise<VerifiedLog> => {
  const shown = await source.head();
  const size = BigInt(shown.seq);
  if (kept && kept.seq > size)
    throw new Refused(`A head was kept at ${kept.seq}, but the log of the ledger ends at ${size}.`);
  let point = chainStart(shown.ledgerId);
  const gone = missingBytes();
  const compare = () => {
    const head = point.head.toString('hex');
    if (kept?.seq === point.seq && kept.head !== head)
      throw new Refused(`The chain has ${head} at ${kept.seq}, but ${kept.head} was kept.`);
  };
  compare();
  while (point.seq < size) {
    const page = await source.after(point.seq);
    if (page.length === 0)
      throw new Refused(`The log ends at ${point.seq}, but the ledger shows a head at ${size}.`);
    for (const entry of page.slice(0, Number(size - point.seq))) {
      const next = followEntry(point, entry);
      if (typeof next === 'string') throw new Refused(`Entry ${entry.seq} (${entry.eventId}): ${next}`);
      point = next;
      gone.look(entry);
      compare();
    }
    onProgress(point.seq);
  }
  const head = point.head.toString('hex');
  if (shown.head !== head)
    throw new Refused(`The chain ends in ${head}, but the ledger shows ${shown.head}.`);
  const waiting = await source.unsealed();
  refuseLost(waiting.filter((entry) => !entry.waiting));
  const { ledgerId, unsealed } = shown;
  return { ledgerId, entries: point.seq, head, ...gone.found(), unsealed, waiting };
};

const refuseLost = (lost: readonly UnsealedEntry[]): void => {
  if (lost.length === 0) return;
  const named = lost.map(({ eventId, type }) => `${eventId} (${type})`).join(', ');
  throw new Refused(
    `The log has entries without a seal that wait for none, so that nothing proves them: ${named}.`,
  );
};

/** Counts the entries whose bytes are gone, and keeps once who had them purged. */
const missingBytes = () => {
  let withoutBytes = 0;
  const purges = new Set<string>();
  return {
    look: ({ bytes, purge }: ExportedEntry): void => {
      if (bytes === null) withoutBytes += 1;
      if (purge) purges.add(`purged by ${purge.by} on ${purge.at.slice(0, 10)}: ${purge.reason}`);
    },
    found: () => ({ withoutBytes, purges: [...purges] }),
  };
};
