import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { anItem, importDesk } from './import-desk.fixture.ts';

let ledger: LedgerUnderTest;
let token: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  token = await ledger.token('client-accounting-1');
});
afterAll(() => ledger.stop());

const desk = (source: string) => importDesk(ledger, token, source);
const settled = { revenue_amount: '0.00', payable_amount: '0.00' };

describe('an older file', () => {
  it('changes nothing of an item that a newer one has named, changed or not', async () => {
    const { taken, openOf } = desk('erp');
    await taken([anItem('O-1')], { asOf: '2026-03-27' });
    expect(await taken([anItem('O-1')])).toMatchObject({ rows: { unchanged: 1 } });

    const late = await taken([anItem('O-1', { revenue_amount: '40.00' })], { asOf: '2026-03-28' });

    expect(late.rows).toMatchObject({ older: 1, changed: 0, unchanged: 0 });
    expect(await openOf('O-1')).toMatchObject([{ open: '100000', version: 1 }]);
  });

  it('of a day that is still to come is refused, whatever its rows are', async () => {
    const { refused, openOf } = desk('erp');
    expect(await refused([anItem('O-2')], { asOf: '2026-04-01', acceptValid: 'true' })).toEqual([
      [0, 'asOf', 'AS_OF_IN_FUTURE'],
    ]);
    expect(await openOf('O-2')).toEqual([]);
  });
});

describe('an item that is settled at its source', () => {
  it.each([
    ['has a settled date', 'S-1', { settled_date: '2026-03-30' }],
    ['has nothing open', 'S-2', settled],
  ])('is closed when it %s', async (_how, invoice, change) => {
    const { taken, openOf, lastEventOf } = desk('erp');
    await taken([anItem(invoice)], { asOf: '2026-03-30' });

    const answer = await taken([anItem(invoice, change)]);

    expect(answer.rows).toMatchObject({ closed: 1, changed: 0, notOpen: 0 });
    expect(await openOf(invoice)).toMatchObject([{ open: '0', version: 2 }]);
    expect(await lastEventOf(invoice)).toMatchObject({
      verb: 'closed',
      data: { openItem: false, settled: { by: 'source', on: '2026-03-31' }, open: { revenue: '0.00' } },
    });
    expect((await taken([anItem(invoice, change)])).rows).toMatchObject({ unchanged: 1 });
  });

  it('and was never known is not open, and makes nothing', async () => {
    const { taken, openOf } = desk('erp');
    expect((await taken([anItem('S-3', settled)])).rows).toMatchObject({ new: 0, notOpen: 1 });
    expect(await openOf('S-3')).toEqual([]);
  });

  it('is open again when the source says so', async () => {
    const { taken, openOf, lastEventOf } = desk('erp');
    await taken([anItem('S-4')]);
    await taken([anItem('S-4', settled)]);
    expect((await taken([anItem('S-4')])).rows).toMatchObject({ changed: 1 });
    expect(await openOf('S-4')).toMatchObject([{ open: '100000' }]);
    expect(await lastEventOf('S-4')).toMatchObject({ verb: 'updated', data: { settled: null } });
  });
});

describe('what a file says beside amounts', () => {
  it('travels: department, deal, agent and due date', async () => {
    const { taken, lastEventOf } = desk('erp');
    await taken([anItem('M-1')]);

    const moved = { department: 'Music', deal: 'D-999', agent_id: 'A-2', agent_name: 'Theo Vance' };
    const answer = await taken([anItem('M-1', { ...moved, due_date: '2025-12-02' })]);

    expect(answer.rows).toMatchObject({ changed: 1, unchanged: 0 });
    expect(await lastEventOf('M-1')).toMatchObject({
      verb: 'updated',
      data: {
        ...{ department: 'Music', deal: 'D-999', dueDate: '2025-12-02', version: 2 },
        agent: { number: 'A-2', name: 'Theo Vance' },
      },
    });
  });

  it('is news of all open items of a party that has another name, in the file or not', async () => {
    const { taken, lastEventOf } = desk('erp');
    const buyer = { buyer_id: 'B-401', buyer_name: 'Old Name Ltd' };
    await taken([anItem('N-1', buyer), anItem('N-2', buyer), anItem('N-3')]);

    const answer = await taken([anItem('N-1', { ...buyer, buyer_name: 'New Name Ltd' })]);

    expect(answer.rows).toMatchObject({ changed: 1 });
    for (const invoice of ['N-1', 'N-2'])
      expect(await lastEventOf(invoice)).toMatchObject({
        verb: 'updated',
        data: { version: 2, account: { number: 'B-401', name: 'New Name Ltd' } },
      });
    expect(await lastEventOf('N-3')).toMatchObject({ verb: 'imported', data: { version: 1 } });
  });

  it('of an agreement is kept with it, and must be the same in all of its rows', async () => {
    const { taken, refused, lastEventOf } = desk('erp');
    const agreement = { deal: 'D-7', agreement_type: 'ROYALTY', agreement_status: 'STOPPED' };
    await taken([anItem('G-1', { ...agreement, stop_date: '2026-01-31', current_balance: '-5.00' })]);
    const stood = () =>
      ledger.database.query(
        `select type_code as type, status, stop_date::text as stop, current_minor::text as current
           from ledger.agreement where deal = 'D-7'`,
      );
    expect(await stood()).toEqual([
      { type: 'ROYALTY', status: 'STOPPED', stop: '2026-01-31', current: '-500' },
    ]);

    expect((await taken([anItem('G-1', { deal: 'D-7' })])).rows).toMatchObject({ unchanged: 1 });
    expect((await taken([anItem('G-1', { deal: 'D-7', current_balance: '7.00' })])).rows).toMatchObject({
      changed: 1,
    });
    expect(await stood()).toMatchObject([{ type: 'ROYALTY', current: '700' }]);

    // Another receivable of the agreement, which the file does not name, is published with it.
    await taken([anItem('G-9', { deal: 'D-7' })]);
    await taken([anItem('G-1', { deal: 'D-7', current_balance: '6.00' })]);
    const said = { type: 'ROYALTY', status: 'STOPPED', stopDate: '2026-01-31', currentBalance: '6.00' };
    expect(await lastEventOf('G-1')).toMatchObject({
      verb: 'updated',
      data: { version: 3, agreement: said },
    });
    expect(await lastEventOf('G-9')).toMatchObject({
      verb: 'updated',
      data: { version: 2, agreement: said },
    });
    const two = ['8.00', '9.00'].map((current_balance, index) =>
      anItem(`G-${index + 1}`, { deal: 'D-7', current_balance }),
    );
    expect(await refused(two)).toEqual([
      [2, 'current_balance', 'AGREEMENT_CONTRADICTED'],
      [3, 'current_balance', 'AGREEMENT_CONTRADICTED'],
    ]);
  });
});

describe('which item is meant', () => {
  it('is not guessed where rows of one number differ: none of them counts', async () => {
    const { refused, taken, openOf } = desk('erp');
    const rows = [anItem('D-1'), anItem('D-2'), anItem('D-1', { revenue_amount: '5.00' })];
    expect(await refused(rows)).toEqual([
      [2, 'invoice_number', 'DUPLICATE'],
      [4, 'invoice_number', 'DUPLICATE'],
    ]);
    expect((await taken(rows, { acceptValid: 'true' })).rows).toMatchObject({ new: 1, invalid: 2 });
    expect(await openOf('D-1', 'D-2')).toMatchObject([{ invoice: 'D-2' }]);
  });

  it('is the same for equal rows, which count once', async () => {
    const { taken } = desk('erp');
    const rows = ['inv 9', 'INV 9', 'ＩＮＶ  9'].map((number) => anItem(number));
    expect((await taken(rows)).rows).toMatchObject({ new: 1, repeated: 2, invalid: 0 });
  });

  it('is told apart by the instalment of a number', async () => {
    const { taken, openOf } = desk('erp');
    const instalment = (number: string, due_date: string, revenue_amount: string) =>
      anItem('P-1', { instalment: number, due_date, revenue_amount });
    await taken([instalment('1', '2025-12-01', '10.00'), instalment('2', '2026-01-01', '20.00')]);
    expect(await openOf('P-1')).toMatchObject([{ open: '91000' }, { open: '92000' }]);

    const later = await taken([
      instalment('2', '2026-01-01', '5.00'),
      instalment('3', '2026-02-01', '30.00'),
    ]);

    expect(later.rows).toMatchObject({ new: 1, changed: 1 });
    expect(await openOf('P-1')).toMatchObject([{ open: '91000' }, { open: '90500' }, { open: '93000' }]);
  });

  it.each([
    ['its issue date moves by more than 180 days', { invoice_date: '2025-01-01' }, {}],
    ['it is closed, and comes with another issue date', { invoice_date: '2025-11-02' }, settled],
  ])('is another document when %s', async (_how, again, meanwhile) => {
    const { taken, refused } = desk('erp');
    const number = `R-${again.invoice_date}`;
    await taken([anItem(number)]);
    await taken([anItem(number, meanwhile)]);
    expect(await refused([anItem(number, again)])).toEqual([[2, 'invoice_number', 'INVOICE_NUMBER_REUSED']]);
    expect((await taken([anItem(number, { invoice_date: '2025-11-01' })])).rows.invalid).toBe(0);
  });

  it('depends on the year where the source begins its numbers anew', async () => {
    const { taken, openOf } = desk('by-year');
    await taken([anItem('Y-1', { invoice_date: '2024-02-01' })]);
    expect((await taken([anItem('Y-1', { invoice_date: '2025-02-01' })])).rows).toMatchObject({ new: 1 });
    expect(await openOf('Y-1')).toHaveLength(2);
  });

  it('is doubtful when most numbers stand under another source', async () => {
    const rows = ['T-1', 'T-2', 'T-3'].map((number) => anItem(number));
    await desk('erp').taken(rows);
    const { refused, taken } = desk('another');
    expect(await refused(rows)).toEqual([[0, 'source', 'UNDER_ANOTHER_SOURCE']]);
    expect((await taken(rows, { acceptWarnings: 'true' })).rows).toMatchObject({ new: 3 });
  });

  it('is doubtful when a full snapshot has as many new numbers as it misses known ones', async () => {
    const { refused, taken } = desk('files');
    const numbers = (prefix: string) =>
      Array.from({ length: 20 }, (_, index) => anItem(`${prefix}${1_000 + index}`));
    await taken(numbers('00'), { asOf: '2026-03-30' });
    expect(await refused(numbers(''), { fullSnapshot: 'true' })).toEqual([[0, 'source', 'MOSTLY_NEW']]);
    const accepted = await taken(numbers(''), { fullSnapshot: 'true', acceptWarnings: 'true' });
    expect(accepted).toMatchObject({ rows: { new: 20 }, closedAtSource: 20 });
  });
});

describe('one number with two names', () => {
  const rows = [
    anItem('A-1', { buyer_id: '1001', buyer_name: 'Alder Theatres Inc' }),
    anItem('A-2', { buyer_id: '1001', buyer_name: 'ALDER theatres inc' }),
    anItem('A-3', { buyer_id: '1001', buyer_name: 'Birch Playhouse Ltd', entity: 'US02' }),
  ];
  const accountsOf = (source: string) =>
    ledger.database.query(
      `select account.entity, party.name from ledger.account join ledger.party on party_id = debtor_id
         join ledger.party_key using (party_id) where party_key.source = $1 order by 1, 2`,
      [source],
    );

  it('is refused, naming every line', async () => {
    expect(await desk('erp').refused(rows)).toEqual(
      [2, 3, 4].map((line) => [line, 'buyer_id', 'PARTY_AMBIGUOUS']),
    );
  });

  it('means two debtors where each entity numbers its own', async () => {
    await desk('by-entity').taken(rows);
    expect(await accountsOf('by-entity')).toEqual([
      { entity: 'US01', name: 'Alder Theatres Inc' },
      { entity: 'US02', name: 'Birch Playhouse Ltd' },
    ]);
  });

  it('keeps the first where the source prints names in several ways', async () => {
    const { taken } = desk('many-names');
    await taken(rows, { acceptWarnings: 'true' });
    expect((await taken(rows.toReversed())).rows).toMatchObject({ unchanged: 3 });
    expect(await accountsOf('many-names')).toEqual([
      { entity: 'US01', name: 'Alder Theatres Inc' },
      { entity: 'US02', name: 'Alder Theatres Inc' },
    ]);
  });
});
