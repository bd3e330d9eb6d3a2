import { ReceivableUpdatedV1 } from '@recoup/contracts/receivable.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState, refusedByLedger } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const submissionsOf = async (id: string) =>
  bodyOf(await service.as('audrey').get('/v1/packets/{id}/submissions', { path: { id } })).items;
const submittedLines = async (id: string, attempt: number) => {
  const path = { id, attempt };
  return bodyOf(
    await service.as('audrey').get('/v1/packets/{id}/submissions/{attempt}/receivables', { path }),
  ).items;
};
const linesOf = async (id: string) =>
  bodyOf(await service.as('dana').get('/v1/packets/{id}/receivables', { path: { id } })).items;
const signedByAll = async (packetId: string) => {
  for (const name of ['anna', 'dana', 'vera']) bodyOf(await desk.approve(name, packetId));
};

/** Has the ledger publish another state of a receivable, and waits until the copy has it. */
const becomes = async (state: ReturnType<typeof aReceivableState>, change: Partial<typeof state>) => {
  const next = { ...state, ...change, version: state.version + 1 };
  await service.publish(ReceivableUpdatedV1, state.receivableId, next, next.version);
  await eventually(async () => {
    const known = await service.database.query(
      'select 1 from packet.receivable where billing_item_detail_id = $1 and version = $2',
      [state.receivableId, next.version],
    );
    if (known.length === 0) throw new Error('the receivable has not arrived');
  });
  return next;
};

describe('what was submitted', () => {
  it('stays readable with its lines, documents and decisions once the packet is changed and submitted again', async () => {
    const [kept, removed] = [aReceivableState('40.00'), aReceivableState('60.00', { department: 'FILM' })];
    const packetId = await desk.submitted('Changed', kept, removed);
    bodyOf(await desk.approve('anna', packetId));
    bodyOf(await desk.reject('dana', packetId, 'FILM is disputed'));
    bodyOf(
      await service.as('clara').delete('/v1/packets/{id}/receivables', {
        path: { id: packetId },
        body: { receivableIds: [removed.receivableId] },
        ifMatch: await desk.versionOf(packetId),
      }),
    );
    bodyOf(await desk.submit('clara', packetId));

    expect(await submissionsOf(packetId)).toMatchObject([
      {
        ...{ attempt: 1, round: 1, receivableCount: 2, commission: { amount: '100.00' }, name: 'Changed' },
        policies: [{ entity: 'US01', policy: '*', version: 1 }],
        decisions: [
          { decision: 'APPROVE', role: 'AGENT', by: { name: 'anna' }, versionSeen: 4 },
          {
            decision: 'REJECT',
            role: 'DEPT_HEAD',
            by: { name: 'dana' },
            versionSeen: 5,
            comment: 'FILM is disputed',
          },
        ],
      },
      { attempt: 2, round: 2, receivableCount: 1, commission: { amount: '40.00' }, decisions: [] },
    ]);
    const first = await submittedLines(packetId, 1);
    expect(first.map(({ receivableId }) => receivableId).toSorted()).toEqual(
      [kept.receivableId, removed.receivableId].toSorted(),
    );
    expect(await submittedLines(packetId, 2)).toMatchObject([{ receivableId: kept.receivableId }]);
    const path = { id: packetId, attempt: 1 };
    const documents = await service
      .as('audrey')
      .get('/v1/packets/{id}/submissions/{attempt}/documents', { path });
    expect(bodyOf(documents).items).toMatchObject([{ kind: 'COLLECTION_LOG', receivableId: null }]);
    expect(
      await service.as('audrey').get('/v1/packets/{id}/submissions', { path: { id: kept.receivableId } }),
    ).toMatchObject({ status: 404 });
  });

  it('a receivable that was taken out stays known with who took it out, and may be added again', async () => {
    const receivable = aReceivableState('40.00');
    const packetId = await desk.draft('Taken out', receivable, aReceivableState('60.00'));
    const asked = async () => ({
      ...{ path: { id: packetId }, body: { receivableIds: [receivable.receivableId] } },
      ifMatch: await desk.versionOf(packetId),
    });
    bodyOf(await service.as('cora').delete('/v1/packets/{id}/receivables', await asked()));
    expect(await linesOf(packetId)).toHaveLength(1);
    bodyOf(await service.as('clara').post('/v1/packets/{id}/receivables', await asked()));
    const rows = await service.database.query(
      `select live, adder.display_name as added, remover.display_name as removed, removed_dt is not null as ended
         from packet.packet_receivable join packet.person adder on adder.person_id = created_by_user_id
         left join packet.person remover on remover.person_id = removed_by_user_id
        where billing_item_detail_id = $1 order by created_dt`,
      [receivable.receivableId],
    );
    expect(rows).toEqual([
      { live: false, added: 'clara', removed: 'cora', ended: true },
      { live: true, added: 'clara', removed: null, ended: false },
    ]);
  });

  it('names the rate by which it was routed, also once another is listed for the day', async () => {
    const list = (rate: string) => service.importRates([{ from: 'EUR', to: 'USD', day: '2026-03-02', rate }]);
    await list('1.0900');
    await list('1.0800');
    const packetId = await desk.submitted('Favourable', aReceivableState('46000.00', { currency: 'EUR' }));
    await list('1.0900');
    const rate = { from: 'EUR', to: 'USD', rate: '1.0800', day: '2026-03-02', version: 2, source: 'seed' };
    expect(await desk.packet(packetId)).toMatchObject({ rate, baseTotal: { amount: '49680.00' } });
    expect(await submissionsOf(packetId)).toMatchObject([{ rate, baseTotal: { amount: '49680.00' } }]);
  });

  it('names how many other submissions of the client it was added up with', async () => {
    const client = { clientId: crypto.randomUUID(), number: 'C-900', name: 'Split Corp' };
    await desk.submitted('First half', aReceivableState('30000.00', { client }));
    const packetId = await desk.submitted('Second half', aReceivableState('30000.00', { client }));
    expect(await submissionsOf(packetId)).toMatchObject([
      { split: { total: { amount: '60000.00' }, submissions: 1 }, route: { 3: 'CFO' } },
    ]);
  });
});

describe('approvers are shown', () => {
  it('the dates that were submitted, also after a corrected file, and sign again for others', async () => {
    const receivable = aReceivableState('10.00');
    const packetId = await desk.submitted('Dates', receivable);
    bodyOf(await desk.approve('anna', packetId));
    await becomes(receivable, { dueDate: '2026-02-20', invoiceDate: '2026-02-20' });
    expect(await linesOf(packetId)).toMatchObject([
      { dueDate: '2025-11-02', invoiceDate: '2025-11-02', overdueDays: 120, warnings: [] },
    ]);
    bodyOf(await desk.reject('dana', packetId, 'look at the dates'));
    expect(await linesOf(packetId)).toMatchObject([{ dueDate: '2026-02-20', overdueDays: 10 }]);
    bodyOf(await desk.submit('clara', packetId));
    expect(await desk.packet(packetId)).toMatchObject({
      ...{ round: 2, approvals: [], currentApproverRole: 'AGENT' },
      warnings: [{ code: 'AGED_BELOW_90_DAYS', receivables: 1 }],
    });
  });

  it('the warnings of the submission, on the packet, on its lines and before they decide', async () => {
    const young = aReceivableState('10.00', { dueDate: '2026-01-15' });
    const packetId = await desk.submitted('Young', young, aReceivableState('10.00'));
    expect(await desk.packet(packetId)).toMatchObject({
      warnings: [{ code: 'AGED_BELOW_90_DAYS', receivables: 1 }],
    });
    const warned = (await linesOf(packetId)).filter(({ warnings }) => warnings.length > 0);
    expect(warned).toMatchObject([{ receivableId: young.receivableId, warnings: ['AGED_BELOW_90_DAYS'] }]);
    const preview = await service.as('anna').post('/v1/packets/{id}/decisions/preview', {
      path: { id: packetId },
      body: { decision: 'APPROVE' },
      ifMatch: await desk.versionOf(packetId),
    });
    expect(bodyOf(preview).warnings).toMatchObject([
      { code: 'AGED_BELOW_90_DAYS', receivableId: young.receivableId, invoiceNumber: young.invoiceNumber },
    ]);
  });

  it('the entity, department, deal and number of the submission, whatever the ledger says since', async () => {
    const receivable = aReceivableState('10.00');
    const packetId = await desk.submitted('Moved', receivable);
    await becomes(receivable, { department: 'FILM', deal: 'DEAL-2' });
    expect(await linesOf(packetId)).toMatchObject([{ department: 'MUSIC', deal: 'DEAL-1' }]);
  });
});

describe('a void submission', () => {
  it('is not shown beside a draft that an execution returned, nor beside a cancelled packet', async () => {
    const packetId = await desk.submitted('Void', aReceivableState('10.00'));
    await signedByAll(packetId);
    await refusedByLedger(service.publish, packetId);
    const nothing = {
      approvals: [],
      route: [],
      baseTotal: null,
      contentHash: null,
      policyVersion: null,
      rate: null,
    };
    expect(await desk.becomes(packetId, 'DRAFT')).toMatchObject(nothing);
    bodyOf(await desk.step('clara', packetId, 'cancellation', {}));
    expect(await desk.packet(packetId)).toMatchObject({ packetStatusCd: 'CANCELLED', ...nothing });
    expect(await submissionsOf(packetId)).toMatchObject([{ attempt: 1, decisions: { length: 3 } }]);
  });
});

describe('signatures that outlast a rejection', () => {
  const rejectedAfterOne = async (name: string, signer: string) => {
    const packetId = await desk.submitted(name, aReceivableState('10.00'));
    bodyOf(await desk.approve(signer, packetId));
    bodyOf(await desk.reject('dana', packetId, 'one more look'));
    return packetId;
  };

  it('fall when who gave one no longer holds the role', async () => {
    await service.hire('amos', 'AGENT');
    const packetId = await rejectedAfterOne('Role taken', 'amos');
    await service.reassign('amos', 'AUDITOR');
    bodyOf(await desk.submit('clara', packetId));
    expect(await desk.packet(packetId)).toMatchObject({ round: 2, approvals: [] });
  });

  it('fall when the packet is called otherwise', async () => {
    const packetId = await rejectedAfterOne('Old name', 'anna');
    const path = { id: packetId };
    const ifMatch = await desk.versionOf(packetId);
    bodyOf(
      await service.as('clara').patch('/v1/packets/{id}', { path, body: { name: 'New name' }, ifMatch }),
    );
    bodyOf(await desk.submit('clara', packetId));
    expect(await desk.packet(packetId)).toMatchObject({ round: 2, approvals: [] });
  });

  it('stand otherwise', async () => {
    const packetId = await rejectedAfterOne('As it was', 'anna');
    bodyOf(await desk.submit('clara', packetId));
    expect(await desk.packet(packetId)).toMatchObject({ round: 1, approvals: [{ by: { name: 'anna' } }] });
  });
});

describe('a decision keeps', () => {
  it('the submission, the version and the comments seen, the turn, and the role by which it was made', async () => {
    const receivable = aReceivableState('10.00');
    const packetId = await desk.draft('Stands on', receivable);
    const comment = (name: string, text: string) =>
      service.as(name).post('/v1/packets/{id}/comments', {
        path: { id: packetId },
        body: { receivableId: receivable.receivableId, text },
      });
    bodyOf(await comment('clara', 'bankrupt, docket 24-1182'));
    bodyOf(await desk.submit('clara', packetId));
    bodyOf(await desk.approve('anna', packetId));
    bodyOf(await comment('cora', 'client agreed, see mail'));
    bodyOf(await desk.approve('dana', packetId));
    const decisions = await service.database.query(
      `select person_name, attempt, decision.version_seen, stage, decided_on::text, role_grants,
              (select array_agg(comment_text) from packet.packet_decision_comment join packet.packet_comment using (packet_comment_id)
                where packet_decision_id = decision.packet_decision_id) as comments
         from packet.packet_decision decision join packet.packet_submission using (packet_submission_id)
        where decision.write_off_packet_id = $1 order by decision.packet_version`,
      [packetId],
    );
    const grant = {
      roleAssignmentId: expect.any(String),
      entity: null,
      department: null,
      clientId: null,
      validFrom: '2020-01-01',
      validUntil: null,
    };
    const alike = { attempt: 1, decided_on: '2026-03-02', role_grants: [grant] };
    expect(decisions).toEqual([
      { ...alike, person_name: 'anna', version_seen: 4, stage: 1, comments: ['bankrupt, docket 24-1182'] },
      { ...alike, person_name: 'dana', version_seen: 5, stage: 2, comments: ['client agreed, see mail'] },
    ]);
    expect(await submittedLines(packetId, 1)).toMatchObject([{ comment: 'bankrupt, docket 24-1182' }]);
  });
});

it('the tables of the customer say who made and changed each row and when, and the commission as an amount', async () => {
  const packetId = await desk.draft('Tracked', aReceivableState('1234.50'));
  const renamed = await service.as('cora').patch('/v1/packets/{id}', {
    ...{ path: { id: packetId }, body: { name: 'Tracked by Cora' } },
    ifMatch: await desk.versionOf(packetId),
  });
  bodyOf(renamed);
  const [packet] = await service.database.query(
    `select display_name as changed_by, packet.updated_dt >= created_dt as later, total_commission_amt::text as amount
       from packet.write_off_packet packet join packet.person on person_id = updated_by_user_id where write_off_packet_id = $1`,
    [packetId],
  );
  expect(packet).toEqual({ changed_by: 'cora', later: true, amount: '1234.5000' });
  const [line] = await service.database.query(
    `select display_name as added_by, line.updated_dt = created_dt as untouched, live
       from packet.packet_receivable line join packet.person on person_id = created_by_user_id where write_off_packet_id = $1`,
    [packetId],
  );
  expect(line).toEqual({ added_by: 'clara', untouched: true, live: true });
});
