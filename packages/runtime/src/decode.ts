import { type EventContract, envelope } from '@recoup/contracts/envelope';
import type { Delivery } from './bus.ts';
import type { AnyEvent, Place } from './subscription.ts';

/** Why a message can never be taken in as it is. */
export type Undecodable = {
  readonly errorClass:
    | 'undecodable'
    | 'unknown-type'
    | 'newer-version'
    | 'contract'
    | 'foreign-key'
    | 'foreign-producer';
  readonly error: string;
};

export type Decoded = { readonly delivery: Delivery } & (
  | { readonly event: AnyEvent; readonly refusal?: never }
  | { readonly refusal: Undecodable; readonly event?: never }
);

/** Reads a message by the contract its type names. Nothing here throws: a message is read, or refused with a reason. */
export const decode = (delivery: Delivery, catalogue: ReadonlyMap<string, EventContract>): Decoded => {
  if (delivery.value === null) return refuse(delivery, 'undecodable', 'the message has no value');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(delivery.value));
  } catch (error) {
    return refuse(delivery, 'undecodable', `not JSON: ${messageOf(error)}`);
  }
  const outer = envelope.safeParse(json);
  if (!outer.success) return refuse(delivery, 'undecodable', `no CloudEvent of ours: ${outer.error.message}`);
  const { type, subject, source } = outer.data;
  const teller = [...catalogue.values()].find(({ topic }) => topic === delivery.topic)?.source;
  if (teller !== undefined && source !== teller)
    return refuse(
      delivery,
      'foreign-producer',
      `${delivery.topic} is written by ${teller} only, not by ${source}`,
    );
  const contract = catalogue.get(type);
  if (!contract) return refuse(delivery, ...unknown(type, catalogue));
  if (subject !== delivery.key)
    return refuse(delivery, 'foreign-key', `key ${delivery.key} is not subject ${subject}`);
  if (contract.topic !== delivery.topic)
    return refuse(delivery, 'foreign-producer', `${type} belongs on ${contract.topic}`);
  const read = contract.schema.safeParse(json);
  if (!read.success) return refuse(delivery, 'contract', read.error.message);
  return { delivery, event: read.data as AnyEvent };
};

const unknown = (
  type: string,
  catalogue: ReadonlyMap<string, EventContract>,
): [Undecodable['errorClass'], string] => {
  const family = type.replace(/\d+$/, '');
  const known = [...catalogue.keys()].some((one) => one.startsWith(family));
  return known
    ? ['newer-version', `${type} is a version this release does not know`]
    : ['unknown-type', `${type} is not in the catalogue`];
};

const refuse = (delivery: Delivery, errorClass: Undecodable['errorClass'], error: string): Decoded => ({
  delivery,
  refusal: { errorClass, error: error.slice(0, 4_000) },
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Where an event stands in the life of its aggregate, as far as a message says it at all; nothing else of it need be readable. */
export const placeIn = ({ key, value }: Pick<Delivery, 'key' | 'value'>): Place | undefined => {
  try {
    const outer = envelope.safeParse(JSON.parse(Buffer.from(value ?? []).toString()));
    return outer.success && outer.data.subject === key ? outer.data : undefined;
  } catch {
    return undefined;
  }
};
