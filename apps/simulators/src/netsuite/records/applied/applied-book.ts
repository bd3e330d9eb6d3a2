import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { wholeLines } from '../../journals/whole-lines.ts';
import type { AppliedBody, AppliedType } from './applied-body.ts';

export type AppliedRecord = {
  readonly id: string;
  readonly tranId: string;
  readonly type: AppliedType;
  readonly tranDate: string;
  readonly createdAt: string;
  readonly body: AppliedBody;
};

export type AppliedBook = {
  /** Written to the disk before it answers. */
  readonly post: (record: Omit<AppliedRecord, 'id' | 'tranId'>) => AppliedRecord;
  /** By its id, or by `eid:` and its external id. */
  readonly find: (type: AppliedType, id: string) => AppliedRecord | undefined;
  /** Oldest first. */
  readonly all: () => readonly AppliedRecord[];
};

const firstId = 500_001;
const prefixes: Readonly<Record<AppliedType, string>> = { customerPayment: 'PYMT', creditMemo: 'CM' };

/** Payments and credit memos, kept as JSON lines, so that they outlive a restart. No two have one id, as no two transactions do. */
export const openAppliedBook = (folder: string): AppliedBook => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'applied.jsonl');
  const records: AppliedRecord[] = wholeLines(file).map((line) => JSON.parse(line));
  return {
    post: (given) => {
      const id = firstId + records.length;
      const record = { id: String(id), tranId: `${prefixes[given.type]}${id}`, ...given };
      appendFileSync(file, `${JSON.stringify(record)}\n`);
      records.push(record);
      return record;
    },
    find: (type, id) =>
      records.find((one) => one.type === type && (one.id === id || `eid:${one.body.externalId}` === id)),
    all: () => records,
  };
};
