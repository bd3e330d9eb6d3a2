// Longer than 300 lines: one installation is used by all scenarios, since its start takes longer than they do.
import { checkInstallation } from '@recoup/cli/check/check-installation';
import { accepted, signIn } from '@recoup/cli/session/session';
import { eventually } from '@recoup/testkit/eventually';
import { describe, expect, it } from 'vitest';
import { changeGl, glDocuments } from '../installation/gl-documents.fixture.ts';
import { type Installation, type Shape, usedInstallation } from '../installation/installation.fixture.ts';

/**
 * The customer's five scenarios under their own names (requirement W13), through HTTP, as rulings 1 and 2 read them, in one shape of
 * the installation; `after` adds what is looked at afterwards.
 */
export const writeOffScenarios = (
  shape: Shape,
  after: (installation: () => Installation) => void = () => undefined,
): void => {
  const installation = usedInstallation(shape);
  let receivables: readonly string[];
  let packetId: string;

  /** How many documents the general ledger holds under one of our keys. */
  const documentsUnder = async (key: string): Promise<number> =>
    (await glDocuments(installation())).filter((one) => one === key).length;

  const author = () => installation().as('client-accounting-1');
  const accountant = () => installation().as('gl-accountant-1');
  const receipt = (receiptId: string | null) =>
    accountant().get('/ledger/v1/cash-receipts/{id}', { path: { id: receiptId ?? '' } });
  const receivable = () =>
    accountant().get('/ledger/v1/receivables/{id}', { path: { id: receivables[0] ?? '' } });
  /** The posting of a packet to the general ledger, once it is there. */
  const posted = (id: string, limitMs?: number) =>
    eventually(async () => {
      const query = { packetId: id };
      const [item] = accepted(await accountant().get('/ledger/v1/gl-documents', { query })).items;
      if (item?.state !== 'POSTED') throw new Error(`still ${item?.state}`);
      return item;
    }, limitMs);
  const seen = async (id: string) => ({ path: { id }, ifMatch: (await installation().packet(id)).version });

  describe('Feature: Write-Off Packet Creation and Approval', () => {
    it('Scenario: User creates and approves a write-off packet for an aged invoice', async () => {
      receivables = await installation().openItems({ invoice: 'XYZ-120', invoiceDate: '2025-12-01' });
      const query = { invoiceNumber: ['XYZ-120'] };
      const [found] = accepted(await author().get('/packet/v1/receivables', { query })).items;
      expect(found?.ageDays).toBe(120);
      packetId = await installation().draft('XYZ-2025-Q1', receivables);
      await installation().withEvidence(packetId, receivables);

      const submitted = await installation().submit(packetId);
      expect(submitted.body).toMatchObject({ packetStatusCd: 'SUBMITTED', currentApproverRole: 'AGENT' });
      for (const approver of ['agent-1', 'dept-head-1', 'vp-client-accounting-1']) {
        expect((await installation().decide(approver, packetId, 'APPROVE')).status).toBe(200);
      }

      const complete = await installation().becomes(packetId, 'COMPLETE');
      const reached = (await installation().history(packetId)).map((entry) => entry.to);
      expect(reached).toEqual(
        expect.arrayContaining(['APPROVED_AGENT', 'APPROVED_DH', 'APPROVED_VP', 'APPROVED', 'COMPLETE']),
      );
      expect((await receipt(complete.cashReceiptId)).body).toMatchObject({
        receiptTypeCd: 'WRITE_OFF',
        statusCd: 'A',
        amount: { amount: '10000.00' },
      });
      expect((await receivable()).body).toMatchObject({
        open: { revenue: '0.00', payable: '0.00', tax: '0.00', fee: '0.00' },
        openItem: false,
        writeOffStatus: 'WRITTEN_OFF',
        excludeFromCecl: true,
      });
    });

    it('posts the journal to the general ledger once, in balance, and mails everybody', async () => {
      const { externalId } = await posted(packetId);
      const key = `WO-${packetId.replaceAll('-', '')}-USD-1-E-1`;
      expect(externalId).toBe(key);
      expect(await documentsUnder(key)).toBe(1);
      const subjects = await eventually(async () => {
        const own = (await installation().mails()).filter((mail) => mail.subject.includes('XYZ-2025-Q1'));
        expect(own.map((mail) => mail.subject).join('\n')).toMatch(/Written off/);
        return own;
      });
      const recipients = subjects.flatMap((mail) => mail.to).join(' ');
      for (const person of ['agent-1', 'dept-head-1', 'vp-client-accounting-1', 'client-accounting-1']) {
        expect(recipients).toContain(person);
      }
    });
  });

  describe('Feature: Write-Off Packet Rejection', () => {
    it('Scenario: Approver rejects a packet due to insufficient documentation', async () => {
      const own = await installation().openItems({ invoice: 'XYZ-REJ' });
      const id = await installation().draft('XYZ-Draft', own);
      await installation().withEvidence(id, own);
      expect((await installation().submit(id)).body).toMatchObject({
        packetStatusCd: 'SUBMITTED',
        currentApproverRole: 'AGENT',
      });

      const silent = await installation().decide('agent-1', id, 'REJECT', '  ');
      expect(silent.status).toBe(400);
      const rejected = await installation().decide(
        'agent-1',
        id,
        'REJECT',
        'Missing latest email correspondence',
      );

      expect(rejected.body).toMatchObject({ workflowState: 'DRAFT', packetStatusCd: 'REJECTED_AGENT' });
      const entry = (await installation().history(id)).find((one) => one.action === 'REJECT');
      expect(entry?.comment).toBe('Missing latest email correspondence');
      await eventually(async () => {
        const mails = (await installation().mails()).filter(
          (mail) => mail.subject.includes('XYZ-Draft') && /Rejected/.test(mail.subject),
        );
        expect(mails.flatMap((mail) => mail.to).join(' ')).toContain('client-accounting-1');
      });
    });
  });

  describe('Feature: Write-Off Recovery', () => {
    it('Scenario: Recovering a packet that was previously written off', async () => {
      const asked = await author().post('/packet/v1/packets/{id}/recovery', {
        ...(await seen(packetId)),
        body: { reason: 'Payment announced' },
      });
      expect(asked.status).toBe(200);

      const recovered = await installation().becomes(packetId, 'RECOVERED');
      const { worksheets } = accepted(await receipt(recovered.cashReceiptId));
      expect(worksheets.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
        ['APPLICATION', '10000.00'],
        ['REVERSAL', '-10000.00'],
      ]);
      expect((await receivable()).body).toMatchObject({
        openItem: true,
        writeOffStatus: 'RECOVERED',
        excludeFromCecl: false,
        invoiceDate: '2025-12-01',
        open: { revenue: '1000.00', payable: '9000.00' },
      });
      const journals = await accountant().get('/ledger/v1/journals', { query: { packetId } });
      expect(accepted(journals).items.map(({ kind, balanced }) => [kind, balanced])).toEqual([
        ['RECOVERY', true],
        ['WRITE_OFF', true],
      ]);
    });

    it('a recovery is asked for once: a second request is refused and a partial one does not exist', async () => {
      const again = await author().post('/packet/v1/packets/{id}/recovery', {
        ...(await seen(packetId)),
        body: {},
      });
      expect(again.status).toBe(409);
      const body = { reason: 'A part', receivableIds: receivables };
      const partial = await author().post('/packet/v1/packets/{id}/recovery', {
        ...(await seen(packetId)),
        body,
      });
      expect(partial.status).toBe(400);
    });

    it('lets the recovered receivable be written off again in a new packet', async () => {
      const id = await eventually(() => installation().draft('XYZ-2025-Q1 again', receivables));
      expect(await installation().packet(id)).toMatchObject({
        receivableCount: 1,
        totalCommission: { amount: '1000.00' },
      });
    });
  });

  describe('Feature: Packet Submission Validation', () => {
    it('Scenario: User attempts to submit packet without unique name', async () => {
      await installation().draft('Existing-Name', await installation().openItems({ invoice: 'NAME-1' }));
      const own = await installation().openItems({ invoice: 'NAME-2' });
      for (const name of ['Existing-Name', ' existing-NAME ', 'Existing-Name\u00a0']) {
        const twin = await installation()
          .as('client-accounting-2')
          .post('/packet/v1/packets', {
            body: { name, receivableIds: own },
          });
        expect(twin).toMatchObject({ status: 409, body: { detail: 'Packet name already exists' } });
      }
    });

    it('Scenario: User attempts to submit packet with mixed clients', async () => {
      const [ofA] = await installation().openItems({ invoice: 'MIX-A', client: 'Client A' });
      const [ofB] = await installation().openItems({ invoice: 'MIX-B', client: 'Client B' });
      const id = await installation().draft('Packet of Client A', [ofA ?? '']);
      const mixed = await author().post('/packet/v1/packets/{id}/receivables', {
        path: { id },
        body: { receivableIds: [ofB ?? ''] },
      });
      expect(mixed).toMatchObject({
        status: 409,
        body: { detail: 'Receivable must belong to the same client' },
      });
      expect(await installation().packet(id)).toMatchObject({ receivableCount: 1 });
    });
  });

  describe('an amount that grew after approval', () => {
    it('is not written off: the packet returns to draft, says why, and needs approval again', async () => {
      const own = await installation().openItems({ invoice: 'GROWS' });
      const id = await installation().draft('Growing', own);
      await installation().withEvidence(id, own);
      await installation().submit(id);
      await installation().decide('agent-1', id, 'APPROVE');
      await installation().decide('dept-head-1', id, 'APPROVE');
      await installation().openItems({ invoice: 'GROWS', revenue: '1000.01' });

      await installation().decide('vp-client-accounting-1', id, 'APPROVE');

      const back = await installation().becomes(id, 'DRAFT');
      expect(back).toMatchObject({ workflowState: 'DRAFT', cashReceiptId: null });
      const refused = (await installation().history(id)).find(
        (entry) => entry.action === 'EXECUTION_REFUSED',
      );
      expect(refused?.comment).toContain('more than was approved');
      expect((await installation().submit(id)).body).toMatchObject({
        packetStatusCd: 'RESUBMITTED',
        currentApproverRole: 'AGENT',
      });
    });
  });

  describe('dollars that are owed to an entity in euros', () => {
    it('are written off and brought back at the listed rates, and the journals balance in euros too', async () => {
      const own = await installation().openItems({ invoice: 'EURO', entity: 'DE01' });
      const id = await installation().draft('Dollars in Berlin', own);
      await installation().withEvidence(id, own);
      expect((await installation().submit(id)).status).toBe(200);
      for (const approver of ['agent-1', 'dept-head-1', 'vp-client-accounting-1'])
        await installation().decide(approver, id, 'APPROVE');
      await installation().becomes(id, 'COMPLETE');
      const body = { reason: 'Payment announced' };
      await author().post('/packet/v1/packets/{id}/recovery', { ...(await seen(id)), body });
      await installation().becomes(id, 'RECOVERED');

      const journals = await accountant().get('/ledger/v1/journals', { query: { packetId: id } });
      const lossOf = await Promise.all(
        accepted(journals).items.map(async ({ kind, balanced, journalId }) => {
          const path = { id: journalId };
          const lines = accepted(await accountant().get('/ledger/v1/journals/{id}/lines', { path })).items;
          const loss = lines.find(({ account }) => account === 'CLEXP');
          return [kind, balanced, loss?.functionalDebit, loss?.functionalCredit];
        }),
      );
      const worth = { amount: '917.40', currency: 'EUR' };
      expect(lossOf).toEqual([
        ['RECOVERY', true, null, worth],
        ['WRITE_OFF', true, worth, null],
      ]);
    });
  });

  describe('a general ledger that answers badly', () => {
    it('holds one document even when the answer to its posting was lost', async () => {
      const own = await installation().openItems({ invoice: 'LOST' });
      const id = await installation().draft('Lost answer', own);
      await installation().withEvidence(id, own);
      await installation().submit(id);
      await changeGl(installation(), 'faults', { kind: 'lose-response' });
      for (const approver of ['agent-1', 'dept-head-1', 'vp-client-accounting-1'])
        await installation().decide(approver, id, 'APPROVE');

      const { externalId } = await posted(id, 25_000);

      expect(await documentsUnder(externalId)).toBe(1);
      expect(await installation().packet(id)).toMatchObject({ packetStatusCd: 'COMPLETE' });
    });
  });

  describe('the installation at rest', () => {
    it('breaks no invariant, and every service has counted the same', async () => {
      await eventually(async () => {
        const { lines } = await checkInstallation(await signIn(installation().address, 'operator-1'));
        expect(lines.filter((one) => one.startsWith('BROKEN'))).toEqual([]);
        expect(lines.length).toBeGreaterThan(25);
      });
    });

    it.each([
      ['+ 1', '1 never committed'],
      ['- 1', '1 lost'],
    ])('misses no event and counts none that never was: a sequence number %s shows', async (bend, found) => {
      const bent = (by: string) =>
        installation().database(`update ledger.inbox_version set sequence = sequence ${by} where aggregate_id =
                         (select max(aggregate_id::text)::uuid from ledger.inbox_version where sequence > 0)`);
      await bent(bend);
      const { lines } = await checkInstallation(await signIn(installation().address, 'operator-1'), 0);
      await bent(bend === '+ 1' ? '- 1' : '+ 1');
      const broken = lines.filter((one) => one.startsWith('BROKEN'));
      expect(broken).toEqual([expect.stringContaining(`at ledger-service: `)]);
      expect(broken[0]).toContain(found);
    });
  });

  after(installation);
};
