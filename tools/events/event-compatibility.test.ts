import { contract } from '@recoup/contracts/envelope';
import { growing } from '@recoup/contracts/values';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { incompatibilities } from './event-compatibility.ts';
import { eventSchema, type JsonSchema } from './event-schema.ts';

const released = {
  packetId: z.uuid(),
  total: z.object({ amount: z.string().regex(/^\d+$/), currency: z.string() }),
  kind: growing(['WRITE_OFF', 'RECOVERY']),
  comment: z.string().nullable(),
  policy: z.string().optional(),
  receivableIds: z.array(z.uuid()).max(500),
  limits: z.record(z.string(), z.int()),
};
const schemaWith = (shape: z.ZodRawShape): JsonSchema =>
  eventSchema({ contract: contract('recoup.packet.tried.v1', 'topic', z.object(shape)), sentence: 'Tried.' });
const changed = (change: z.ZodRawShape) =>
  incompatibilities(schemaWith(released), schemaWith({ ...released, ...change }));

describe('an event may', () => {
  it.each<[string, z.ZodRawShape]>([
    ['stay as it is', {}],
    ['gain an optional field', { reason: z.string().optional() }],
    [
      'gain an optional field inside a part of it',
      { total: z.object({ ...released.total.shape, minor: z.string().optional() }) },
    ],
    ['gain a value of an enumeration', { kind: growing(['WRITE_OFF', 'RECOVERY', 'WRITE_DOWN']) }],
    ['say in other words what a field means', { policy: z.string().optional().describe('version') }],
  ])('%s', (_what, change) => {
    expect(changed(change)).toEqual([]);
  });
});

describe('an event may not', () => {
  it.each<[string, z.ZodRawShape, string[]]>([
    ['retype a field', { kind: z.int() }, ['data.kind was string and is now integer']],
    [
      'change the format of a text',
      { packetId: z.string() },
      ['data.packetId was string uuid and is now string'],
    ],
    ['require what was optional', { policy: z.string() }, ['data.policy was optional and is now required']],
    [
      'leave out what was always there',
      { packetId: z.uuid().optional() },
      ['data.packetId was always there and may now be missing'],
    ],
    ['gain a required field', { reason: z.string() }, ['data.reason was added as required']],
    ['allow null where none was', { kind: released.kind.nullable() }, ['data.kind may now be null']],
    ['refuse null where it was', { comment: z.string() }, ['data.comment could be null and no longer may']],
    [
      'lose a value of an enumeration',
      { kind: growing(['WRITE_OFF']) },
      ['data.kind no longer knows the value RECOVERY'],
    ],
    [
      'bind a free text to values',
      { policy: growing(['A']).optional() },
      ['data.policy was free text and now has known values'],
    ],
    [
      'change inside a part',
      { total: z.object({ amount: z.string().regex(/^\d+$/) }) },
      ['data.total.currency was removed'],
    ],
    [
      'change how a text is written',
      { total: z.object({ amount: z.string().regex(/^.+$/), currency: z.string() }) },
      ['data.total.amount had the pattern "^\\\\d+$" and now has "^.+$"'],
    ],
    [
      'change the items of a list',
      { receivableIds: z.array(z.int()).max(500) },
      ['data.receivableIds[] was string uuid and is now integer'],
    ],
    [
      'change a limit',
      { receivableIds: z.array(z.uuid()).max(1_000) },
      ['data.receivableIds had maxItems 500 and now has 1000'],
    ],
    [
      'change the values of a table',
      { limits: z.record(z.string(), z.string()) },
      ['data.limits.* was integer and is now string'],
    ],
  ])('%s', (_what, change, findings) => {
    expect(changed(change)).toEqual(findings);
  });

  it('remove or rename a field', () => {
    const { policy, ...rest } = released;
    expect(incompatibilities(schemaWith(released), schemaWith({ ...rest, policyVersion: policy }))).toEqual([
      'data.policy was removed',
    ]);
  });

  it('take the type of another', () => {
    const other = contract('recoup.packet.judged.v1', 'topic', z.object(released));
    expect(incompatibilities(schemaWith(released), eventSchema({ contract: other, sentence: '' }))).toEqual([
      'type was "recoup.packet.tried.v1" and is now "recoup.packet.judged.v1"',
      'dataschema was "urn:recoup:event:recoup.packet.tried.v1" and is now "urn:recoup:event:recoup.packet.judged.v1"',
    ]);
  });

  it('close its objects', () => {
    const closed = (data: JsonSchema): JsonSchema => ({ type: 'object', properties: { data } });
    expect(
      incompatibilities(closed({ type: 'object' }), closed({ type: 'object', additionalProperties: false })),
    ).toEqual(['data was open and is now closed']);
  });
});
