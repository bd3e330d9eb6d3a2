import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import { describe, expect, it } from 'vitest';
import { importsUnderTest } from './imports-under-test.fixture.ts';

const { running, send, sent } = importsUnderTest();

const quickbooks = (suffix: string) => `Cobalt Agency LLC
A/R Aging Detail

,Date,Transaction Type,Num,Customer,Due Date,Past Due,Amount,Open Balance
91 or more days past due,,,,,,,,
,10/01/2025,Invoice,Q1${suffix},"Alder, Dana",10/31/2025,151,"1,284.50","1,284.50"
,10/05/2025,Payment,,"Alder, Dana",10/05/2025,177,-300.00,-300.00
Total for 91 or more days past due,,,,,,,"$984.50","$984.50"
,03/28/2026,Invoice,Q2${suffix},Ghost & Sons,04/27/2026,-27,310.00,310.00
TOTAL,,,,,,,"$1,294.50","$1,294.50"
"Tuesday, Mar 31, 2026 08:15:22 AM GMT-7"
`;
const constants = { entity: 'US01', currency: 'USD' };

describe('a report of another system', () => {
  it('is known by its header, its credits are listed, and what is no item is passed by', async () => {
    const taken = bodyOf(await sent(quickbooks('a'), { ...constants, controlTotal: 'USD 1294.50' }));
    expect(taken).toMatchObject({
      state: 'COMMITTED',
      preset: 'quickbooks-ar-aging-detail',
      reading: { preset: 'quickbooks-ar-aging-detail', chosenBy: 'header', header: 4 },
      rows: { total: 7, new: 2, credits: 1, notItems: 4, invalid: 0 },
      controlTotal: {
        given: [{ amount: '1294.50', currency: 'USD' }],
        stated: [{ amount: '1294.50', currency: 'USD' }],
      },
    });
    const { ledger, token } = running();
    const path = { id: taken.importId };
    const { items } = bodyOf(await ledger.call.get('/v1/imports/{id}/errors', { path, query: {}, token }));
    expect(items).toMatchObject([{ row: 7, code: 'CREDIT_NOT_TAKEN', value: '-300.00 USD', fatal: false }]);
  });

  it('whose control total differs changes nothing, and both are said', async () => {
    const answer = problemOf(
      await send(quickbooks('b'), { ...constants, controlTotal: 'USD 1594.50, EUR 1.00' }),
    );
    expect(answer.errors).toMatchObject([
      {
        pointer: 'query/controlTotal',
        code: 'CONTROL_TOTAL_DIFFERS',
        message: 'must be what the file states as open in all: USD 1294.50',
        params: { value: 'USD 1594.50, EUR 1.00' },
      },
    ]);
  });

  it('counts in the control total what is invalid, and what comes again once', async () => {
    const lines = quickbooks('c').split('\n');
    const again = lines.slice(5, 6);
    const nobody = [',03/28/2026,Invoice,Q3c,,04/27/2026,-27,10.00,10.00'];
    const text = [...lines.slice(0, 6), ...again, ...nobody, ...lines.slice(6)].join('\n');
    const query = { ...constants, acceptValid: 'true', controlTotal: 'USD 1304.50' } as const;
    expect(bodyOf(await sent(text, query))).toMatchObject({ rows: { new: 2, repeated: 1, invalid: 1 } });
  });

  it.each([
    ['no amount', 'USD'],
    ['no currency', 'XXX 1.00'],
    ['one currency twice', 'USD 1.00,USD 2.00'],
  ])('takes no control total with %s', async (_what, controlTotal) => {
    expect(problemOf(await send(quickbooks('d'), { ...constants, controlTotal })).code).toBe('INVALID_INPUT');
  });

  it('that nobody knows is refused by naming what is known', async () => {
    const answer = problemOf(await send(quickbooks('e'), { ...constants, preset: 'sage' }));
    expect([answer.code, answer.detail]).toEqual(['UNKNOWN_PRESET', expect.stringContaining('sap-fbl5n')]);
  });
});

describe('a mapping', () => {
  const content = {
    columns: {
      invoiceNumber: 'Belegnummer',
      debtorNumber: 'Debitor',
      invoiceDate: 'Belegdatum',
      dueDate: 'Fällig am',
      open: 'Offen',
      disputeOpen: 'Strittig',
      status: 'Status',
    },
    constants: { entity: 'US01', currency: 'USD', department: 'Film' },
    values: { disputeOpen: { Ja: 'true', Nein: 'false' } },
    numbers: 'comma',
    dates: 'day-first',
    passedBy: ['Entwurf'],
  } as const;
  const save = (name: string, body: object, source = 'erp') => {
    const { ledger, token } = running();
    // The service reads whatever is sent; what is wrong with it is part of what is tested.
    const given = body as typeof content;
    return ledger.call.put('/v1/import-mappings/{source}/{name}', {
      path: { source, name },
      body: given,
      token,
    });
  };
  const text = `Belegnummer;Debitor;Belegdatum;Fällig am;Offen;Strittig;Status
M-1;4711;01.10.2025;31.10.2025;1.234,50;JA;Offen
M-2;4711;02.10.2025;31.10.2025;7,00;nein;Entwurf
`;

  it('is saved with its version, who saved it and its digest, and once where it says the same', async () => {
    const first = bodyOf(await save('offene-posten', content));
    expect(first).toMatchObject({ version: 1, source: 'erp', name: 'offene-posten', content });
    expect(first.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(bodyOf(await save('offene-posten', content)).version).toBe(1);
    expect(bodyOf(await save('offene-posten', { ...content, credits: ['GS'] })).version).toBe(2);
    const { ledger, token } = running();
    const { items } = bodyOf(
      await ledger.call.get('/v1/import-mappings', { query: { source: 'erp' }, token }),
    );
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    const path = { source: 'erp', name: 'offene-posten' };
    const call = (query: { version?: number }) =>
      ledger.call.get('/v1/import-mappings/{source}/{name}', { path, query, token });
    expect(bodyOf(await call({ version: 1 })).contentHash).toBe(first.contentHash);
    expect(bodyOf(await call({})).version).toBe(2);
    expect((await call({ version: 9 })).status).toBe(404);
  });

  it('reads files under its name, and stands in the import and its log entry', async () => {
    const { version, contentHash } = bodyOf(await save('posten', content));
    const taken = bodyOf(await sent(text, { preset: 'posten' }));
    expect(taken).toMatchObject({
      preset: 'posten',
      mapping: { version, contentHash },
      rows: { new: 1, notItems: 1 },
      totals: [{ open: { amount: '1234.50', currency: 'USD' } }],
    });
    const [entry] = await running().ledger.database.query<{ bytes: Buffer }>(
      'select bytes from ledger.log_bytes order by event_id desc limit 1',
    );
    expect(entry?.bytes.toString()).toContain(`"mappingHash":"${contentHash}","mappingVersion":${version}`);
  });

  it.each([
    [
      'lacks a column that is needed',
      { ...content, columns: { open: 'x' } },
      'columns must name invoiceNumber, invoiceDate, dueDate',
    ],
    [
      'names one amount and its sides',
      { ...content, columns: { ...content.columns, tax: 'y' } },
      'columns must name open or the sides, not both',
    ],
  ])('is refused that %s', async (_what, body, detail) => {
    expect(problemOf(await save('falsch', body))).toMatchObject({ code: 'INVALID_INPUT', detail });
  });

  it('takes no name of a known kind, and none for a source that is not registered', async () => {
    expect(problemOf(await save('recoup', content)).code).toBe('INVALID_INPUT');
    expect(problemOf(await save('posten', content, 'nobody')).code).toBe('UNKNOWN_SOURCE');
  });
});

describe('a preview', () => {
  const preview = (bytes: string, query: object = {}) => {
    const { ledger, token } = running();
    return ledger.call.post('/v1/imports/preview', {
      query: { asOf: '2026-03-31', ...query },
      token,
      upload: { bytes, type: 'text/csv' },
    });
  };

  it('shows the kind, what was guessed, the columns and the first rows, and keeps nothing', async () => {
    const { database } = running().ledger;
    const count = () => database.query('select count(*)::int from ledger.import');
    const before = await count();
    const found = bodyOf(await preview(quickbooks('p'), constants));
    expect(found).toMatchObject({
      reading: { encoding: 'utf-8', delimiter: 'comma', preset: 'quickbooks-ar-aging-detail', header: 4 },
      dates: 'month-first',
      numbers: 'point',
      errors: [],
    });
    expect(found.kinds[0]).toEqual({ preset: 'quickbooks-ar-aging-detail', matched: 6, known: 6, lacks: [] });
    expect(found.columns).toContainEqual({ name: 'open balance', field: 'open' });
    expect(found.columns).toContainEqual({ name: 'past due', field: null });
    expect(found.rows.map(({ kind }) => kind)).toEqual([
      ...['not-item', 'item', 'credit', 'not-item', 'item', 'not-item', 'not-item'],
    ]);
    expect(found.rows[1]).toMatchObject({
      row: 6,
      item: { invoiceNumber: 'Q1p', open: { amount: '1284.50' } },
    });
    expect(await count()).toEqual(before);
  });

  it('says what is wrong with the file as a whole, with its rows where they can be read', async () => {
    const lacking = bodyOf(await preview(quickbooks('p')));
    expect(lacking.errors).toMatchObject([{ column: 'entity', code: 'MISSING_VALUE' }]);
    expect(bodyOf(await preview('Dear Sirs\nhello\n'))).toMatchObject({
      reading: { preset: null },
      errors: [{ code: 'MISSING_COLUMN' }],
      rows: [],
    });
    expect(bodyOf(await preview('entity,department\nUS01,"Film" x\n'))).toMatchObject({
      errors: [{ row: 1, code: 'MISSING_COLUMN' }],
    });
    expect(bodyOf(await preview(''))).toMatchObject({ reading: { preset: null }, rows: [] });
  });

  it('knows no preset that nobody saved', async () => {
    expect(problemOf(await preview('a\n', { preset: 'sage' })).code).toBe('UNKNOWN_PRESET');
  });
});
