import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { asOwner, asRuntime } from './statements.fixture.ts';

let ledger: LedgerUnderTest;
let importId: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  const imported = bodyOf(await desk.importRows(row('F1', '100.00', '900.00')));
  importId = 'importId' in imported ? imported.importId : '';
});
afterAll(() => ledger.stop());

const change = (set: string) => `update ledger.import set ${set} where import_id = '${importId}'`;
const remark = () =>
  `insert into ledger.import_error (import_id, row_no, column_nm, value, code, reason)
   values ('${importId}', 1, 'entity', 'x', 'UNKNOWN_ENTITY', 'r')`;

describe('an import that has ended', () => {
  it.each([
    ['what it read', `reading = '{}'`],
    ['what it did', 'rows_new = rows_new + 1'],
    ['when it ended', 'ended_at = now()'],
    ['that it was committed', `state = 'FAILED'`],
    ['whose turn it is', `state = 'COMMITTING', ended_at = null`],
    [
      'its result together with its undoing',
      `state = 'UNDONE', undone_at = now(), undone_by = 'x', rows_new = 7`,
    ],
  ])('keeps %s, whoever asks', async (_what, set) => {
    await expect(asRuntime(ledger, change(set))).rejects.toThrow(/has ended/);
    await expect(asOwner(ledger, change(set))).rejects.toThrow(/has ended/);
  });

  it('gets no more remarks and keeps those that it has, and so with what it speaks of', async () => {
    const noted = `(import_id, entity, department) values ('${importId}', 'US02', 'Film')`;
    await expect(asRuntime(ledger, remark())).rejects.toThrow(/has ended/);
    await expect(asRuntime(ledger, `insert into ledger.import_extent ${noted}`)).rejects.toThrow(/has ended/);
    await expect(asRuntime(ledger, 'delete from ledger.import_extent')).rejects.toThrow(/has ended/);
    await expect(asRuntime(ledger, `update ledger.import_extent set entity = 'US02'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(asRuntime(ledger, `update ledger.import_error set code = ''`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is undone once', async () => {
    const undo = change(`state = 'UNDONE', undone_at = now(), undone_by = 'x'`);
    await asRuntime(ledger, undo, 'rollback');
    await expect(asRuntime(ledger, undo, change(`undone_by = 'y'`))).rejects.toThrow(/has ended/);
  });
});

it.each([
  ['who asked for it', `requested_by = 'x'`],
  ['its source', `source = 'another'`],
  ['the scope of whoever asked for it', `scope = '[]'`],
])('an import never gets another %s', async (_what, set) => {
  await expect(asRuntime(ledger, change(set))).rejects.toThrow(/permission denied/);
});

it('an import gets its file once, and one that was not pulled has it from the beginning', async () => {
  const copied = (state: string, pulled: boolean, sha256: string) => `
    insert into ledger.import (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, as_of, accept_valid,
                               accept_warnings, dry_run, full_snapshot, pulled, scope, file_sha256, file_size, file_format, state)
    select gen_random_uuid(), requested_by, 'copied', fingerprint, correlation_id, source, as_of, accept_valid, accept_warnings, dry_run,
           full_snapshot, ${pulled}, scope, ${sha256}, case when ${sha256}::text is not null then 1 end, file_format, '${state}'
      from ledger.import where import_id = '${importId}'`;
  const fetched = (sha256: string) =>
    `update ledger.import set file_sha256 = '${sha256}', file_size = 2 where idempotency_key = 'copied'`;
  await asRuntime(ledger, copied('PENDING', true, 'null'), fetched('x'), 'rollback');
  for (const statements of [
    [copied('PENDING', true, 'null'), fetched('x'), fetched('y')],
    [copied('PENDING', false, `'x'`), fetched('y')],
  ])
    await expect(asRuntime(ledger, ...statements)).rejects.toThrow(/is there already/);
  for (const [state, pulled] of [
    ['PENDING', false],
    ['CHECKING', true],
  ] as const)
    await expect(asRuntime(ledger, copied(state, pulled, 'null'))).rejects.toThrow('import_file_is_there');
});

it('an import is never removed', async () => {
  await expect(asRuntime(ledger, 'delete from ledger.import')).rejects.toThrow(/permission denied/);
});
