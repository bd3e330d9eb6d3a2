import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aJournal } from '../../gl-client.fixture.ts';
import { simulatorUnderTest } from '../../simulator-under-test.fixture.ts';

let simulator: Awaited<ReturnType<typeof simulatorUnderTest>>;
let keys = 0;
const aKey = () => {
  keys += 1;
  return `WO-APPLIED-${keys}`;
};
beforeAll(async () => {
  simulator = await simulatorUnderTest(18_490);
  await simulator.change('parties', { id: '4471', externalId: 'B-1', name: 'Acme Inc' });
  await simulator.change('parties', { id: '4472', externalId: 'B-2', name: 'Other Inc' });
});
afterAll(() => simulator?.stop());

const invoice = { type: 'Invoice', customer: 'Acme Inc', currency: 'USD', open: '100.00' };
/** An invoice of its own for a test, beside others that it must not be taken for; answers its id. */
const anInvoice = async (): Promise<string> => {
  const id = aKey().replace(/\D/g, '');
  await simulator.change('open-items', [
    { id, tranid: 'INV-1', ...invoice },
    { id: '8001', tranid: 'INV-2', ...invoice, currency: 'EUR' },
    { id: '8002', tranid: 'INV-3', ...invoice, subsidiary: '2' },
    { id: '8003', tranid: 'CM-4', ...invoice, type: 'Credit Memo' },
  ]);
  return id;
};

const Refusal = z.object({
  'o:errorDetails': z.array(z.object({ 'o:errorCode': z.string(), 'o:errorPath': z.string().optional() })),
});
const call = (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  simulator.call(
    body === undefined ? 'GET' : 'POST',
    path.startsWith('http') ? path : `/record/v1/${path}`,
    body,
    {
      'x-netsuite-propertynamevalidation': 'Error',
      ...headers,
    },
  );
const refusal = async (path: string, body: unknown) => {
  const answer = await call(path, body);
  expect(answer.status).toBe(400);
  return Refusal.parse(await answer.json())['o:errorDetails'].map((one) => [
    one['o:errorCode'],
    one['o:errorPath'],
  ]);
};
const left = async (id: string) => {
  const State = z.object({ openItems: z.array(z.object({ id: z.string(), open: z.string() })) });
  const state = State.parse(await (await fetch(`${simulator.address}/__admin/state`)).json());
  return state.openItems.find((one) => one.id === id)?.open;
};

/** A journal that credits Acme this much on its second line; answers its key. */
const aCredit = async (amount: number, changes: object = {}) => {
  const externalId = aKey();
  const items = [
    { account: { id: '612' }, debit: amount },
    { account: { id: '119' }, credit: amount, entity: { id: 'eid:B-1' } },
  ];
  const posted = await call('journalEntry', aJournal({ externalId, line: { items }, ...changes }));
  expect(posted.status).toBe(204);
  return externalId;
};
const payment = (credit: string, amount: number, id: string) => ({
  ...{ externalId: aKey(), tranDate: '2026-04-23', customer: { id: 'eid:B-1' } },
  ...{ subsidiary: { id: '1' }, currency: { id: '1' }, memo: 'Write-off', payment: 0 },
  apply: { items: [{ doc: { id }, apply: true, amount }] },
  credit: { items: [{ doc: { id: `eid:${credit}` }, line: 2, apply: true, amount }] },
});
const memo = (amount: number, id: string) => ({
  ...{ externalId: aKey(), tranDate: '2026-04-23', entity: { id: 'eid:B-1' } },
  ...{ subsidiary: { id: '1' }, currency: { id: '1' }, memo: 'Write-off' },
  item: { items: [{ item: { id: '801' }, amount }] },
  apply: { items: [{ doc: { id }, apply: true, amount }] },
});

describe('a payment of zero', () => {
  it('gives to an invoice what it takes from a journal, and shows both by their ids', async () => {
    const credit = await aCredit(60);
    const id = await anInvoice();
    const body = payment(credit, 60, id);
    const posted = await call('customerPayment', body);
    expect(posted.status).toBe(204);
    expect(await left(id)).toBe('40.00');
    const journal = z
      .object({ id: z.string() })
      .parse(await (await call(`journalEntry/eid:${credit}`)).json());
    const shown = await (await call(`customerPayment/eid:${body.externalId}?expandSubResources=true`)).json();
    expect(shown).toMatchObject({
      ...{ externalId: body.externalId, tranDate: '2026-04-23', customer: { id: '4471' }, payment: 0 },
      postingPeriod: { refName: 'Apr 2026' },
      apply: { items: [{ doc: { id }, apply: true, amount: 60 }] },
      credit: { items: [{ doc: { id: journal.id }, line: 2, amount: 60 }] },
    });
    const linksAlone = await (await call(posted.headers.get('location') ?? '')).json();
    expect(linksAlone).not.toHaveProperty('apply.items');
  });

  it('takes no more than the journal credits, nor gives more than the invoice owes, over all payments', async () => {
    const id = await anInvoice();
    const [small, large] = [await aCredit(30), await aCredit(500)];
    expect((await call('customerPayment', payment(small, 30, id))).status).toBe(204);
    expect(await refusal('customerPayment', payment(small, 1, id))).toEqual([
      ['USER_ERROR', 'credit.items[0].amount'],
    ]);
    expect(await refusal('customerPayment', payment(large, 71, id))).toEqual([
      ['USER_ERROR', 'apply.items[0].amount'],
    ]);
    expect((await call('customerPayment', payment(large, 70, id))).status).toBe(204);
    expect(await left(id)).toBeUndefined();
  });

  const toDocument = (id: string) => (body: ReturnType<typeof payment>) => ({
    apply: { items: body.apply.items.map((one) => ({ ...one, doc: { id } })) },
  });
  const from = (change: object) => (body: ReturnType<typeof payment>) => ({
    credit: { items: body.credit.items.map((one) => ({ ...one, ...change })) },
  });
  it.each<[string, (body: ReturnType<typeof payment>) => object, readonly string[]]>([
    ['an unknown invoice', toDocument('1'), ['INVALID_KEY_OR_REF', 'apply.items[0].doc']],
    ['a document that is no invoice', toDocument('8003'), ['INVALID_KEY_OR_REF', 'apply.items[0].doc']],
    ['an invoice in another currency', toDocument('8001'), ['USER_ERROR', 'apply.items[0].doc']],
    ['an invoice of another subsidiary', toDocument('8002'), ['INVALID_KEY_OR_REF', 'apply.items[0].doc']],
    ['an unknown journal', from({ doc: { id: 'eid:X' } }), ['INVALID_KEY_OR_REF', 'credit.items[0].doc']],
    ['a line that is no credit', from({ line: 1 }), ['INVALID_KEY_OR_REF', 'credit.items[0].doc']],
    ['sums that differ', () => ({ payment: 5 }), ['USER_ERROR', 'apply']],
    ['a property that it does not have', () => ({ paymnt: 0 }), ['INVALID_CONTENT', 'paymnt']],
    ['a currency that there is not', () => ({ currency: { id: '99' } }), ['INVALID_CONTENT', 'currency']],
  ])('is refused with %s', async (_what, change, expected) => {
    const credit = await aCredit(60);
    const id = await anInvoice();
    const body = payment(credit, 60, id);
    expect(await refusal('customerPayment', { ...body, ...change(body) })).toEqual([expected]);
    expect(await left(id)).toBe('100.00');
  });

  it('is refused with more lines than a transaction may have, as any record is', async () => {
    const credit = await aCredit(60);
    const id = await anInvoice();
    await simulator.change('settings', { linesMax: 1 });
    expect(await refusal('customerPayment', payment(credit, 60, id))).toEqual([['USER_ERROR', 'apply']]);
    expect(await refusal('creditMemo', memo(60, id))).toEqual([['USER_ERROR', 'apply']]);
    await simulator.change('settings', { linesMax: 2 });
    expect((await call('customerPayment', payment(credit, 60, id))).status).toBe(204);
    await simulator.change('settings', { linesMax: 10_000 });
  });

  it('is refused for a customer of neither the invoice nor the journal', async () => {
    const credit = await aCredit(60);
    const id = await anInvoice();
    const stranger = { ...payment(credit, 60, id), customer: { id: '4472' } };
    expect(await refusal('customerPayment', stranger)).toEqual([
      ['INVALID_KEY_OR_REF', 'apply.items[0].doc'],
      ['INVALID_KEY_OR_REF', 'credit.items[0].doc'],
    ]);
  });
});

describe('a credit memo', () => {
  it('gives to its invoice what its items bear, and no more than that', async () => {
    const id = await anInvoice();
    const over = { ...memo(20, id), item: { items: [{ item: { id: '801' }, amount: 10 }] } };
    expect(await refusal('creditMemo', over)).toEqual([['USER_ERROR', 'apply']]);
    expect(
      await refusal('creditMemo', { ...memo(20, id), item: { items: [{ item: { id: '31' }, amount: 20 }] } }),
    ).toEqual([['INVALID_KEY_OR_REF', 'item.items[0].item']]);
    expect(await refusal('creditMemo', { ...memo(100, id), account: { id: '612' } })).toEqual([
      ['INVALID_CONTENT', 'account'],
    ]);
    const inReceivables = { ...memo(100, id), account: { id: '119' } };
    expect((await call('creditMemo', inReceivables)).status).toBe(204);
    expect(await left(id)).toBeUndefined();
  });

  it('stands once under its key, whichever way a second one is answered', async () => {
    const id = await anInvoice();
    const body = memo(10, id);
    const first = await call('creditMemo', body);
    expect(await refusal('creditMemo', body)).toEqual([['DUP_RCRD', 'externalId']]);
    await simulator.change('settings', { duplicateExternalId: 'accept' });
    const again = await call('creditMemo', body);
    expect([again.status, again.headers.get('location')]).toEqual([204, first.headers.get('location')]);
    await simulator.change('settings', { duplicateExternalId: 'refuse' });
    expect(await left(id)).toBe('90.00');
  });

  it('may be taken as a job, be lost on its way back, and be seen late by its key', async () => {
    const id = await anInvoice();
    const asked = { prefer: 'respond-async', 'x-netsuite-idempotency-key': aKey() };
    const body = memo(10, id);
    const job = await call('creditMemo', body, asked);
    expect(job.status).toBe(202);
    const result = `${job.headers.get('location')}/task/1/result`;
    await expect.poll(async () => (await call(result)).status).toBe(204);

    const lost = memo(10, id);
    await simulator.change('faults', { kind: 'lose-response' });
    await expect(call('creditMemo', lost)).rejects.toThrow('fetch failed');
    expect((await call(`creditMemo/eid:${lost.externalId}`)).status).toBe(200);
    await simulator.change('settings', { keyLagMs: 60_000 });
    expect((await call(`creditMemo/eid:${lost.externalId}`)).status).toBe(404);
    await simulator.change('settings', { keyLagMs: 0 });
    expect(await left(id)).toBe('80.00');
  });
});
