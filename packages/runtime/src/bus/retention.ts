/** A topic and what the bus keeps of it: the newest record of each key, or every record for some days. */
export type TopicRetention = {
  readonly topic: string;
  readonly keep: 'newest' | { readonly days: number };
};
