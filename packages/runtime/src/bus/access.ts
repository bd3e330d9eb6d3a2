/** What one program may do on the bus, whichever carries it. Its consumer group has the name of its user. */
export type BusAccess = {
  /** The name by which it signs in to Kafka. */
  readonly user: string;
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** Groups in which it is a member beside that of its name. */
  readonly groups?: readonly string[];
};

/** A program whose rights on the bus in PostgreSQL are those of the runtime role of a schema. */
export type SchemaAccess = BusAccess & { readonly schema?: string };
