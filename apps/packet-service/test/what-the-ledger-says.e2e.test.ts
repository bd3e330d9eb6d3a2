import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState, executed } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

it('an invoice that the general ledger is to clear must be known by its id there', async () => {
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
