/** Thrown by `publish` when the bus itself is away or ends: no record is at fault, all of them are sent again later. */
export class BusAway extends Error {
  override readonly name = 'BusAway';
}

/** Thrown by `publish` when the topic of a record is missing, or may not be written. Other topics may be in order. */
export class TopicRefused extends Error {
  override readonly name = 'TopicRefused';
}

/** Thrown by `publish` when the lead that it was given has been succeeded: nothing was kept, and no record is at fault. */
export class LeadLost extends Error {
  override readonly name = 'LeadLost';
}

/** The lead of one outbox, as a bus knows it that tells leads apart: the later has the higher epoch. */
export type Lead = { readonly outbox: string; readonly epoch: string };

/** A message as a relay hands it to the bus: the bytes of one event under the key of its aggregate. */
export type BusRecord = {
  readonly topic: string;
  readonly key: string;
  /**
   * The ordinal of the event in the life of its key. A compacted topic keeps the highest; of equal ones, and where there are
   * none, the last.
   */
  readonly sequence?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array;
};

/** A message as a group receives it. `position` grows within a partition; `value` is missing for a tombstone. */
export type Delivery = Omit<BusRecord, 'value' | 'sequence'> & {
  readonly value: Uint8Array | null;
  readonly partition: number;
  readonly position: string;
};

export type BusSubscription = {
  /** Messages of the group's topics that it has not acknowledged yet. */
  readonly lag: () => Promise<number>;
  /** Resolves when the batch under way is handled and acknowledged; nothing is handed out afterwards. */
  readonly stop: () => Promise<void>;
};

export type SubscribeOptions = {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * How many messages are handed out and acknowledged together at most; 500 without it. Where one message is long work, 1
   * lets each count as soon as it is done, and lets the group share out its partitions anew between two of them.
   */
  readonly batchSize?: number;
  /**
   * Handles messages of one partition, in order. When it resolves they are acknowledged; when it rejects they come
   * again, so it must be safe to repeat. Only a failure of the whole service should reject: a bad message is its
   * own affair.
   */
  readonly handle: (batch: readonly Delivery[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

/**
 * What services say to each other. At least once, in order for each key, to every group on its own; a group that comes
 * later starts from the oldest message kept.
 */
export type Bus = {
  /**
   * Resolves when all records are kept. Rejects with `BusAway`, `TopicRefused` or `LeadLost`, else because of a record; then some may be
   * kept all the same. Only relays call it, with the lead that they have taken.
   */
  readonly publish: (records: readonly BusRecord[], lead?: Lead) => Promise<void>;
  /**
   * Succeeds whoever led an outbox before: what is sent with an earlier lead is refused from now on. Absent on a bus that cannot tell,
   * where a send may land after its sender was succeeded.
   */
  readonly takeLead?: (outbox: string) => Promise<Lead>;
  /** The most bytes of values that one `publish` carries, unless a single one is larger; absent where any number may go. */
  readonly sendBytes?: number;
  readonly subscribe: (options: SubscribeOptions) => Promise<BusSubscription>;
  /** Where a partition begins today. A bus without it keeps everything from its first message on. */
  readonly oldestKept?: (topic: string, partition: number) => Promise<OldestKept>;
  /** What happened on this bus since it was opened, such as rebalances, by name. */
  readonly counts?: () => ReadonlyMap<string, number>;
  /** What lies on this bus, where it is ours to keep small. */
  readonly size?: BusSize;
  /** Calls each time this process has removed what nobody needs any more; absent where it removes nothing. */
  readonly whenPruned?: (listener: () => void) => void;
  readonly close: () => Promise<void>;
};

/** The oldest message of a partition that is kept, if there is any, and whether it is the first there ever was. */
export type OldestKept = { readonly position: string | undefined; readonly isFirst: boolean };

export type BusSize = {
  readonly bytes: () => Promise<number>;
  /** How long the oldest message waits for each group that ever joined, whether or not it still runs. */
  readonly oldestUnreadSeconds: () => Promise<ReadonlyMap<string, number>>;
};
