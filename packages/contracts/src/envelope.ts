import * as z from 'zod';
import { sources } from './topics.ts';

/** An id in small letters, as PostgreSQL gives it back, however it is written. */
const id = z.uuid().toLowerCase();

/** What every event says about itself: CloudEvents 1.0 in structured JSON, with the extensions of this product. */
export const envelope = z.object({
  specversion: z.literal('1.0'),
  id,
  source: z.string().regex(/^\/recoup\/[a-z-]+$/),
  type: z.string().regex(/^recoup\.[a-z-]+\.[a-z-]+\.v\d+$/),
  subject: id,
  time: z.iso.datetime(),
  dataschema: z.string().startsWith('urn:recoup:event:'),
  datacontenttype: z.literal('application/json'),
  partitionkey: z.string().min(1),
  /** Position in the life of the aggregate: 1, 2, 3 ... without a gap. */
  sequence: z.int().positive(),
  correlationid: z.string().min(1),
  causationid: z.string().min(1).optional(),
  businessdate: z.iso.date().optional(),
  /** The person or service on whose behalf the fact came about. */
  actor: z.string().min(1),
  traceparent: z.string().optional(),
  replay: z.string().optional(),
  data: z.looseObject({}),
});
export type Envelope = z.infer<typeof envelope>;

/** One version of one event: its type for ever, the topic it travels on, and the shape of its data. */
export type EventContract<Data extends z.ZodObject = z.ZodObject> = {
  readonly type: string;
  readonly topic: string;
  /** The services that publish it; missing where anybody may. */
  readonly sources: readonly string[] | undefined;
  readonly data: Data;
  readonly schema: z.ZodObject;
};

/** An event as it is read from the bus, its data parsed by its contract. */
export type EventOf<Contract extends EventContract> = Omit<Envelope, 'data'> & {
  readonly data: z.infer<Contract['data']>;
};

/** Declares an event contract. Data is read tolerantly: fields of a later release pass unread. */
export const contract = <Data extends z.ZodObject>(type: string, topic: string, data: Data) =>
  ({
    type,
    topic,
    sources: sources.get(topic),
    data,
    schema: envelope.extend({ type: z.literal(type), dataschema: z.literal(schemaOf(type)), data }),
  }) satisfies EventContract;

/** The name of an event's schema, the same in every installation. */
export const schemaOf = (type: string): string => `urn:recoup:event:${type}`;
