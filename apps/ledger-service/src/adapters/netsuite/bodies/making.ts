import { amountText, storedMoney } from '@recoup/domain/money';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlJournal } from '../../../ports/general-ledger.ts';
import type { MissingNames } from './line-ids.ts';

/** What every body is made from. `missing` takes note of whatever the mapping lacks. */
export type Making = {
  readonly journal: GlJournal;
  readonly keyOf: (part: number) => string;
  readonly mapping: GlMapping;
  readonly missing: MissingNames;
};

export const bytesOf = (body: object): Uint8Array => new TextEncoder().encode(JSON.stringify(body));
export const bodyOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** NetSuite wants JSON numbers: the one place where an amount becomes one, from its exact decimal text. */
export const atTheEdge = (minor: bigint, code: string): number =>
  Number(amountText(storedMoney(minor, code)));
