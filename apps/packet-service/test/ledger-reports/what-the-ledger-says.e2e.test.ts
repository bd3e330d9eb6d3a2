import { GlNameChangedV1 } from '@recoup/contracts/entity-changed.v1';
import { newId } from '@recoup/runtime/process/ids';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { aReceivableState, executed } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const Refusal = z.looseObject({
  errors: z.array(z.looseObject({ code: z.string(), params: z.record(z.string(), z.unknown()) })),
});
const errorsOf = (body: unknown) => Refusal.parse(body).errors;
/** Another invoice of whoever the state is of. */
const anew = () => {
  const receivableId = newId();
  return { receivableId, invoiceNumber: `INV-${receivableId.slice(-12)}` };
};

it('an invoice that the general ledger must be known by its id there', async () => {
  const known = aReceivableState('10.00', { entity: 'FR03', glReference: '88213' });
  const unknown = aReceivableState('20.00', { entity: 'FR03' });
  const packetId = await desk.draft('Half known', known, unknown);
  const glMapping = {
    version: '1',
    accountRoles: ['AR', 'CLEXP'],
    currencies: ['USD'],
    clearsInvoices: true,
  };
  await service.knowEntity('FR03', { glMapping });
  expect(await desk.submit('clara', packetId)).toMatchObject({
    status: 409,
    body: {
      code: 'SUBMISSION_INCOMPLETE',
      errors: [
        {
          code: 'MAPPING_MISSING',
          pointer: `/receivables/${unknown.receivableId}`,
          message: `Write-offs of FR03 clear invoices in the general ledger, and no import has named the id of ${unknown.invoiceNumber} there. Import a file whose column gl_reference holds it.`,
          params: { entity: 'FR03', missing: 'gl_reference', invoiceNumber: unknown.invoiceNumber },
        },
      ],
    },
  });
  await service.know({ ...unknown, version: 2, glReference: '88214' });
  expect((await desk.submit('clara', packetId)).status).toBe(200);
});

it('who owes and for whom must be mapped where the general ledger does not know everybody, row by row', async () => {
  const owed = aReceivableState('10.00', {
    ...{ entity: 'FR04', account: { accountId: newId(), number: 'B-4', name: 'Buyer Four' } },
    open: { revenue: '10.00', payable: '90.00', tax: '0.00', fee: '0.00' },
  });
  const other = aReceivableState('20.00', {
    ...{ entity: 'FR04', account: { accountId: newId(), number: 'B-5', name: 'Buyer Five' } },
  });
  const packetId = await desk.draft('Named in part', owed, other);
  const glMapping = {
    ...{ version: '1', accountRoles: ['AR', 'CLEXP', 'CPAY'], currencies: ['USD'], clearsInvoices: false },
    listedNames: ['CUSTOMER', 'VENDOR'],
  };
  await service.knowEntity('FR04', { glMapping });
  const names = new Map<string, { readonly id: string; sequence: number }>();
  const say = (kind: string, name: string, mapped: boolean) => {
    const known = names.get(name) ?? { id: newId(), sequence: 0 };
    known.sequence += 1;
    names.set(name, known);
    const data = { glNameId: known.id, kind, name, mapped };
    return service.publish(GlNameChangedV1, known.id, data, known.sequence);
  };
  const missing = async () => {
    const refused = await desk.submit('clara', packetId);
    return errorsOf(refused.body).map(({ code, params }) => [code, params.invoiceNumber, params.missing]);
  };
  expect(await missing()).toEqual([
    ['MAPPING_MISSING', owed.invoiceNumber, 'customer B-4, vendor C-100'],
    ['MAPPING_MISSING', other.invoiceNumber, 'customer B-5'],
  ]);
  await say('CUSTOMER', 'B-4', true);
  await say('VENDOR', 'C-100', true);
  await say('CUSTOMER', 'B-5', true);
  await eventually(async () => expect((await desk.submit('clara', packetId)).status).toBe(200));

  const later = await desk.draft('Named no more', aReceivableState('5.00', { ...other, ...anew() }));
  await say('CUSTOMER', 'B-5', false);
  await eventually(async () =>
    expect(await desk.submit('clara', later)).toMatchObject({
      body: { errors: [{ params: { missing: 'customer B-5' } }] },
    }),
  );
});

it('a recovery on a day before its write-off is refused when it is requested, with the entity and both days', async () => {
  const packetId = await desk.submitted('Tomorrow', aReceivableState('80.00'));
  for (const person of ['anna', 'dana', 'vera']) await desk.approve(person, packetId);
  await executed(service.publish, packetId, undefined, true, '2026-03-03');
  await desk.becomes(packetId, 'COMPLETE');
  const before = await desk.history(packetId);
  for (const step of ['recovery/preview', 'recovery'] as const)
    expect(await desk.step('cora', packetId, step, { reason: 'the buyer pays after all' })).toMatchObject({
      status: 409,
      body: {
        code: 'DATE_BEFORE_WRITE_OFF',
        errors: [
          {
            pointer: '/eventDates/US01',
            message: expect.stringContaining('It is 2026-03-02 in US01'),
            params: { entity: 'US01', date: '2026-03-02', writtenOffOn: '2026-03-03' },
          },
        ],
      },
    });
  expect(await desk.history(packetId)).toEqual(before);
});
