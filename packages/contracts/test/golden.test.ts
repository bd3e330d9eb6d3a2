import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { toCurrency } from '@recoup/domain/currency';
import { parseAmount } from '@recoup/domain/money';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { catalogue } from '../src/catalogue.ts';
import type { EventContract } from '../src/envelope.ts';
import { LedgerWriteOffExecutedV1 } from '../src/ledger.v1.ts';
import { PacketApprovedV1, PacketSubmittedV1 } from '../src/packet.v1.ts';
import { PacketContentFrozenV1 } from '../src/packet-content-frozen.v1.ts';

const folder = join(import.meta.dirname, '../golden');
const types = [...catalogue.keys()];
const read = (type: string): unknown => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8'));
const dataOf = <Data extends z.ZodObject>(contract: EventContract<Data>): z.infer<Data> =>
  contract.data.parse(Reflect.get(Object(read(contract.type)), 'data'));

const minor = (amount: string): bigint => {
  const usd = toCurrency('USD');
  const read = usd && parseAmount(amount, usd);
  if (!read?.ok) throw new Error(`${amount} is no amount`);
  return read.value.minor;
};
const total = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + minor(amount), 0n);

describe('golden examples', () => {
  it('stand for every event of the catalogue, and for no other', () => {
    expect(readdirSync(folder).sort()).toEqual(types.map((type) => `${type}.json`).sort());
  });

  it.each(types)('%s is what its contract describes, and nothing more', (type) => {
    expect(catalogue.get(type)?.schema.parse(read(type))).toEqual(read(type));
  });

  it.each(types)('%s is keyed by its subject and named once', (type) => {
    const event = catalogue.get(type)?.schema.parse(read(type));
    expect(event).toMatchObject({ type, dataschema: `urn:recoup:event:${type}` });
    expect(event?.partitionkey).toBe(event?.subject);
    expect(event?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});

describe('the packet they tell of', () => {
  const frozen = dataOf(PacketContentFrozenV1);
  const approved = dataOf(PacketApprovedV1);
  const executed = dataOf(LedgerWriteOffExecutedV1);

  it('is approved and executed for exactly the lines that were frozen', () => {
    const hash = createHash('sha256')
      .update(canonicalJson(frozen.lines as CanonicalValue))
      .digest('hex');
    expect([frozen.contentHash, dataOf(PacketSubmittedV1).contentHash, approved.contentHash]).toEqual([
      hash,
      hash,
      hash,
    ]);
    expect(frozen.lines.map((line) => line.receivableId)).toEqual(
      frozen.lines.map((line) => line.receivableId).sort(),
    );
    expect(approved.receivableCount).toBe(frozen.lines.length);
  });

  it('has totals that are the sums of its lines, side by side', () => {
    for (const side of ['revenue', 'payable', 'tax', 'fee'] as const) {
      const sum = total(frozen.lines.map((line) => line.sides[side]));
      expect([minor(approved.totals[side]), minor(executed.sides[side])]).toEqual([sum, sum]);
    }
    expect(minor(executed.total.amount)).toBe(total(Object.values(executed.sides)));
    for (const side of ['revenue', 'payable', 'tax', 'fee'] as const) {
      const sum = minor(executed.sides[side]);
      expect(total(executed.entities.map(({ totals }) => totals[side]))).toBe(sum);
      expect(total(executed.lines.map((line) => line.executed[side]))).toBe(sum);
    }
    expect(minor(approved.totalCommission.amount)).toBe(minor(approved.totals.revenue));
  });
});
