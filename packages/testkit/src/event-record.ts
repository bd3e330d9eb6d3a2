import { randomUUID } from 'node:crypto';
import { type EventContract, schemaOf } from '@recoup/contracts/envelope';
import type { BusRecord } from '@recoup/runtime/bus/bus';
import type * as z from 'zod';

/** An event as another service would have put it on the bus. */
export const eventRecord = <Data extends z.ZodObject>(
  contract: EventContract<Data>,
  subject: string,
  sequence: number,
  data: z.input<Data>,
  id: string = randomUUID(),
): BusRecord => ({
  topic: contract.topic,
  key: subject,
  headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8', ce_type: contract.type },
  value: Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id,
      source: contract.sources?.[0] ?? '/recoup/test',
      type: contract.type,
      subject,
      time: '2026-03-31T10:00:00.000Z',
      dataschema: schemaOf(contract.type),
      datacontenttype: 'application/json',
      partitionkey: subject,
      sequence,
      correlationid: `test-${subject}`,
      actor: 'test',
      data: contract.data.parse(data),
    }),
  ),
});
