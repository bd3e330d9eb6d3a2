import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { decidedBy, type Payload, type TwoPeople, twoPeople } from './decided-requests.fixture.ts';
import { asRuntime } from './statements.fixture.ts';

let ledger: LedgerUnderTest;
let people: TwoPeople;
/** Two documents of the general ledger. */
let id: string;
let other: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'gl-accountant-1': 'GL_ACCOUNTANT',
  });
  people = await twoPeople(ledger);
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('T1', '10.00', '0.00'), row('T2', '20.00', '0.00'));
  for (const [invoice, revenue] of [
    ['T1', '10.00'],
    ['T2', '20.00'],
  ] as const) {
    const packetId = randomUUID();
    await desk.approve(await desk.linesOf(invoice), { packetId, totals: { revenue, payable: '0.00' } });
    await desk.outcomeOf(packetId);
  }
  const documents = await ledger.database.query<{ id: string }>(
    'select gl_document_id as id from ledger.gl_document order by created_at',
  );
  [id = '', other = ''] = documents.map((document) => document.id);
});
afterAll(() => ledger?.stop());

/** Where both stand, as only somebody who is past all triggers can say. */
const standing = async (state: string) => {
  await ledger.database.query(`
    alter table ledger.gl_document disable trigger all;
    update ledger.gl_document set state = '${state}', remote_id = null, next_try_at = now() + interval '1 hour';
    alter table ledger.gl_document enable trigger all`);
};
const entered = { documentId: '501', tranId: 'JE501', postingPeriod: '2026-03' };
const moves: Readonly<Record<string, string>> = {
  RELEASE: `state = 'PENDING', released = released + 1`,
  CANCEL: `state = 'CANCELLED'`,
  POSTED_BY_HAND: `state = 'POSTED_BY_HAND', remote_id = '501', tran_id = 'JE501', posting_period = '2026-03'`,
};
const moving = (action: string) =>
  `update ledger.gl_document set ${moves[action]} where gl_document_id = '${id}'`;
const decided = (action: string, change: Payload = {}) =>
  decidedBy(people, randomUUID(), 'GL_DOCUMENT', {
    ...{ glDocumentId: id, action, standing: action === 'POSTED_BY_HAND' ? entered : null },
    ...change,
  });

describe.each([
  ['HELD', 'RELEASE', 'CANCEL'],
  ['REJECTED', 'RELEASE', 'POSTED_BY_HAND'],
  ['HELD', 'CANCEL', 'RELEASE'],
  ['REJECTED', 'CANCEL', 'RELEASE'],
  ['UNKNOWN', 'CANCEL', 'RELEASE'],
  ['HELD', 'POSTED_BY_HAND', 'CANCEL'],
  ['REJECTED', 'POSTED_BY_HAND', 'RELEASE'],
  ['EXPORTED', 'POSTED_BY_HAND', 'CANCEL'],
])('a document that is %s', (state, action, another) => {
  it(`moves by ${action} as two people decided in this very transaction`, async () => {
    await standing(state);
    await asRuntime(ledger, ...decided(action), moving(action), 'rollback');
    for (const [why, statements] of Object.entries({
      'nobody decided it': [],
      [`${another} was decided`]: decided(another),
      'it was decided of another document': decided(action, { glDocumentId: other }),
    }))
      await expect(asRuntime(ledger, ...statements, moving(action)), why).rejects.toThrow(
        /must be decided by two people/,
      );
  });
});

it('a document that was entered by hand stands as what two people saw', async () => {
  await standing('HELD');
  const seen = decided('POSTED_BY_HAND', { standing: { ...entered, documentId: '502' } });
  await expect(asRuntime(ledger, ...seen, moving('POSTED_BY_HAND'))).rejects.toThrow(/by two people/);
});

it('what was decided moves nothing later', async () => {
  await standing('HELD');
  const later = [...decided('CANCEL'), 'commit', 'begin', moving('CANCEL')];
  await expect(asRuntime(ledger, ...later)).rejects.toThrow(/by two people/);
});
