type State = {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
};

/** Of each aggregate only the event with the highest number counts, and of the types that are listened to. */
export const newestOf = <Event extends State>(types: ReadonlySet<string>, events: readonly Event[]) => {
  const outcomes = new Map<string, 'applied' | 'superseded' | 'ignored'>();
  const newest = new Map<string, Event>();
  for (const event of events) {
    if (!types.has(event.type)) {
      outcomes.set(event.id, 'ignored');
      continue;
    }
    const known = newest.get(event.subject);
    if (known && known.sequence >= event.sequence) {
      if (known.id !== event.id) outcomes.set(event.id, 'superseded');
      continue;
    }
    if (known) outcomes.set(known.id, 'superseded');
    outcomes.set(event.id, 'applied');
    newest.set(event.subject, event);
  }
  return { newest: [...newest.values()], outcomes };
};
