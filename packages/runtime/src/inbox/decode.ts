import { type EventContract, envelope } from '@recoup/contracts/envelope';
import type * as z from 'zod';
import type { Delivery } from '../bus/bus.ts';
import { storableText } from '../database/storable-text.ts';
import type { AnyEvent, SequencePosition } from './subscription.ts';

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

/** A message that was read. */
export type Received = Extract<Decoded, { event: AnyEvent }>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a message by the contract its type names. Nothing here throws: a message is read, or refused with a reason. */
export const decode = (delivery: Delivery, catalogue: ReadonlyMap<string, EventContract>): Decoded => {
  if (delivery.value === null) return refuse(delivery, 'undecodable', 'the message has no value');
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(delivery.value));
  } catch (error) {
    return refuse(delivery, 'undecodable', `not JSON: ${messageOf(error)}`);
  }
  const type: unknown = Object(json).type;
  const contract = typeof type === 'string' ? catalogue.get(type) : undefined;
  const read = contract?.schema.safeParse(json);
  if (!(contract && read?.success)) return refuseUnread(delivery, json, catalogue, read?.error);
  const event = read.data as AnyEvent;
  return refuseStranger(delivery, event, catalogue) ?? { delivery, event };
};

/** Why it cannot be read, from the outside inwards: no event of ours, a stranger's, of a kind unknown here, or with wrong data. */
const refuseUnread = (
  delivery: Delivery,
  json: unknown,
  catalogue: ReadonlyMap<string, EventContract>,
  fault: z.ZodError | undefined,
): Decoded => {
  const outer = envelope.safeParse(json);
  if (!outer.success)
    return refuse(delivery, 'undecodable', `no CloudEvent of ours: ${faultsOf(outer.error)}`);
  const stranger = refuseStranger(delivery, outer.data, catalogue);
  if (stranger) return stranger;
  return fault
    ? refuse(delivery, 'contract', faultsOf(fault))
    : refuse(delivery, ...unknown(outer.data.type, catalogue));
};

const refuseStranger = (
  delivery: Delivery,
  { type, subject, source }: Pick<AnyEvent, 'type' | 'subject' | 'source'>,
  catalogue: ReadonlyMap<string, EventContract>,
): Decoded | undefined => {
  const { topic, key } = delivery;
  const contract = catalogue.get(type) ?? [...catalogue.values()].find((one) => one.topic === topic);
  if (contract?.sources?.includes(source) === false)
    return refuse(
      delivery,
      'foreign-producer',
      `${type} is published by ${contract.sources.join(' and ')} only, not by ${source}`,
    );
  if (contract && contract.topic !== topic)
    return refuse(delivery, 'foreign-producer', `${type} belongs on ${contract.topic}`);
  if (!isSameId(subject, key)) return refuse(delivery, 'foreign-key', `key ${key} is not subject ${subject}`);
  return undefined;
};

/** A key is compared as the id that it is; the subject was read as one. */
const isSameId = (subject: string, key: string): boolean => subject === key.toLowerCase();

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
  refusal: { errorClass, error: storableText(error) },
});

/** In one line: an operator reads it in a list. */
const faultsOf = ({ issues }: z.ZodError): string =>
  issues
    .map(({ path, message }) => [...(path.length > 0 ? [path.join('.')] : []), message].join(': '))
    .join('; ');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Where an event stands in the life of its aggregate, as far as a message says it at all; nothing else of it need be readable. */
export const positionIn = ({ key, value }: Pick<Delivery, 'key' | 'value'>): SequencePosition | undefined => {
  try {
    const outer = envelope.safeParse(JSON.parse(Buffer.from(value ?? []).toString()));
    return outer.success && isSameId(outer.data.subject, key) ? outer.data : undefined;
  } catch {
    return undefined;
  }
};
