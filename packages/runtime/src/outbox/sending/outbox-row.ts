/** An event of the outbox as its relay reads it. */
export type OutboxRow = {
  readonly id: string;
  readonly topic: string;
  readonly aggregate_id: string;
  readonly sequence: number;
  readonly event_type: string;
  readonly message: Buffer;
};
