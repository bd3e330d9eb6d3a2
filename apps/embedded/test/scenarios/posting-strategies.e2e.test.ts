import { accepted } from '@recoup/cli/session/session';
import { sampleMapping } from '@recoup/simulators/netsuite/gl-settings';
import { eventually } from '@recoup/testkit/eventually';
import { describe, expect, it } from 'vitest';
import { changeGl, openInvoices } from '../installation/gl-documents.fixture.ts';
import { usedInstallation } from '../installation/installation.fixture.ts';
import { approvedByAll, atRest, recovered } from '../installation/packet-walk.fixture.ts';

const installation = usedInstallation({ processes: 'one', bus: 'postgres' });
const accountant = () => installation().as('gl-accountant-1');

/** How write-offs are posted from now on; packet-service knows it too once this returns. */
const postBy = async (strategy: 'JOURNAL_AND_APPLICATION' | 'CREDIT_MEMO') => {
  const body = { content: { ...sampleMapping, strategy }, reason: 'how write-offs are posted' };
  const { changeRequestId } = accepted(await accountant().post('/ledger/v1/gl-mappings', { body }));
  const second = installation().as('gl-accountant-2');
  const path = { id: changeRequestId };
  accepted(await second.post('/ledger/v1/change-requests/{id}/approval', { path, body: {} }));
  const { items } = accepted(await accountant().get('/ledger/v1/gl-mappings', {}));
  await eventually(async () => {
    const rows = await installation().database<{ version: string }>(
      `select gl_mapping ->> 'version' as version from packet.legal_entity where code = 'US01'`,
    );
    expect(rows).toEqual([{ version: String(items[0]?.version) }]);
  });
};

/** Open invoices of the general ledger, of which receivables are; answers their ids here. */
const invoicesInGl = async (...ids: readonly string[]) => {
  const invoice = { type: 'Invoice', customer: 'B-1', currency: 'USD', subsidiary: '1', open: '10000.00' };
  await changeGl(
    installation(),
    'open-items',
    ids.map((id) => ({ id, tranid: `GL-${id}`, ...invoice })),
  );
  return installation().openItems(...ids.map((id) => ({ invoice: `GL-${id}`, glReference: id })));
};
const submittable = async (name: string, receivables: readonly string[]) => {
  const id = await installation().draft(name, receivables);
  await installation().withEvidence(id, receivables);
  return id;
};
/** The documents of a packet once all of them are posted: what each is, and its total. */
const allPosted = (packetId: string, count: number) =>
  eventually(async () => {
    const query = { packetId, sort: 'glDocumentId' };
    const { items } = accepted(await accountant().get('/ledger/v1/gl-documents', { query }));
    expect(items.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'POSTED'));
    return items.map(({ kind, step, total }) => `${kind} ${step} ${total.amount}`);
  }, 30_000);

describe.each([
  {
    strategy: 'JOURNAL_AND_APPLICATION' as const,
    ids: ['71', '72'],
    writeOff: ['WRITE_OFF JOURNAL 20000.00', 'WRITE_OFF APPLICATION 0.00'],
    recovery: ['RECOVERY JOURNAL 20000.00'],
  },
  {
    strategy: 'CREDIT_MEMO' as const,
    ids: ['81', '82'],
    writeOff: ['WRITE_OFF CREDIT_MEMO 10000.00', 'WRITE_OFF CREDIT_MEMO 10000.00'],
    recovery: ['RECOVERY JOURNAL 10000.00', 'RECOVERY JOURNAL 10000.00'],
  },
])('a write-off by $strategy', ({ strategy, ids, writeOff, recovery }) => {
  let packetId: string;

  it('closes its invoices in the general ledger, even where answers are lost', async () => {
    await postBy(strategy);
    packetId = await submittable(`By ${strategy}`, await invoicesInGl(...ids));
    expect((await installation().submit(packetId)).body).toMatchObject({ packetStatusCd: 'SUBMITTED' });
    expect(await openInvoices(installation())).toEqual(ids);
    await changeGl(installation(), 'faults', { kind: 'lose-response', times: 2 });
    await approvedByAll(installation(), packetId);
    await installation().becomes(packetId, 'COMPLETE');
    expect(await allPosted(packetId, writeOff.length)).toEqual(writeOff);
    expect(await openInvoices(installation())).toEqual([]);
  });

  it('is recovered by journals that mirror it, and closes nothing again', async () => {
    await recovered(installation(), packetId);
    expect(await allPosted(packetId, writeOff.length + recovery.length)).toEqual([...writeOff, ...recovery]);
    await atRest(installation());
  });

  it('is refused at its submission while an invoice is not known there, and named', async () => {
    const receivables = await installation().openItems({ invoice: `UNKNOWN-${strategy}` });
    const refused = await installation().submit(await submittable(`Unknown by ${strategy}`, receivables));
    expect(refused).toMatchObject({
      status: 409,
      body: {
        errors: [
          {
            code: 'MAPPING_MISSING',
            params: { missing: 'gl_reference', invoiceNumber: `UNKNOWN-${strategy}` },
          },
        ],
      },
    });
  });
});

it('an application that the general ledger refuses leaves the journal posted, and two people give it up', async () => {
  await postBy('JOURNAL_AND_APPLICATION');
  const packetId = await submittable('Paid meanwhile', await invoicesInGl('91'));
  await installation().submit(packetId);
  // Somebody has closed it there since.
  await changeGl(installation(), 'open-items', []);
  await approvedByAll(installation(), packetId);
  const query = { packetId, sort: 'glDocumentId' };
  const documents = async () => accepted(await accountant().get('/ledger/v1/gl-documents', { query })).items;
  await eventually(async () =>
    expect(await documents()).toMatchObject([
      { step: 'JOURNAL', state: 'POSTED' },
      {
        step: 'APPLICATION',
        state: 'REJECTED',
        errors: [{ code: 'INVALID_KEY_OR_REF', path: 'apply.items[0].doc' }],
      },
    ]),
  );
  const [, application] = await documents();
  const path = { id: application?.glDocumentId ?? '' };
  const body = { action: 'CANCEL' as const, reason: 'the invoice was paid there' };
  const { changeRequestId } = accepted(
    await accountant().post('/ledger/v1/gl-documents/{id}/resolution', { path, body }),
  );
  const second = installation().as('gl-accountant-2');
  accepted(
    await second.post('/ledger/v1/change-requests/{id}/approval', {
      path: { id: changeRequestId },
      body: {},
    }),
  );
  expect((await documents()).map(({ state }) => state)).toEqual(['POSTED', 'CANCELLED']);
  await recovered(installation(), packetId);
  await eventually(async () =>
    expect((await documents()).map(({ step, state }) => `${step} ${state}`)).toEqual([
      'JOURNAL POSTED',
      'APPLICATION CANCELLED',
      'JOURNAL POSTED',
    ]),
  );
  await atRest(installation());
});
