import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const awaits = async (name: string, packetId: string): Promise<boolean> => {
  const { items } = bodyOf(await service.as(name).get('/v1/approvals'));
  return items.some((packet) => packet.packetId === packetId);
};

describe('the list of what waits for a signature', () => {
  it('leaves out a packet in which one had a hand, whatever roles one holds', async () => {
    await service.hire('eddy', 'CLIENT_ACCOUNTING', 'AGENT');
    const packetId = await desk.draft('Edited by an agent', aReceivableState('10.00'));
    await desk.attach('eddy', packetId);
    await desk.submit('clara', packetId);

    expect(await awaits('anna', packetId)).toBe(true);
    expect(await awaits('eddy', packetId)).toBe(false);
  });

  it('leaves out a packet that one has signed in this round, though a second role of theirs is due', async () => {
    await service.hire('dan', 'AGENT', 'DEPT_HEAD');
    const packetId = await desk.submitted('Signed by Dan', aReceivableState('10.00'));
    expect(await awaits('dan', packetId)).toBe(true);
    expect((await desk.approve('dan', packetId)).status).toBe(200);

    expect(await awaits('dana', packetId)).toBe(true);
    expect(await awaits('dan', packetId)).toBe(false);
  });

  it('shows a packet to nobody before or after the turn of their role', async () => {
    const packetId = await desk.submitted('In turn', aReceivableState('10.00'));
    const waitingFor = async () => {
      const waiting = await Promise.all(['anna', 'dana', 'vera'].map((name) => awaits(name, packetId)));
      return ['anna', 'dana', 'vera'].filter((_name, index) => waiting[index]);
    };
    expect(await waitingFor()).toEqual(['anna']);
    await desk.approve('anna', packetId);
    expect(await waitingFor()).toEqual(['dana']);
    await desk.approve('dana', packetId);
    expect(await waitingFor()).toEqual(['vera']);
    await desk.approve('vera', packetId);
    expect(await waitingFor()).toEqual([]);
  });

  it('shows a packet only to a holder of the due role whose scope covers all of it', async () => {
    await service.hire('fay', { role: 'AGENT', department: 'FILM' }, { role: 'AUDITOR' });
    await service.hire('gus', { role: 'AGENT', department: 'FILM' }, { role: 'AGENT', department: 'MUSIC' });
    const packetId = await desk.submitted(
      'Music and film',
      aReceivableState('10.00'),
      aReceivableState('10.00', { department: 'FILM' }),
    );
    expect(await awaits('fay', packetId)).toBe(false);
    expect(await awaits('gus', packetId)).toBe(true);
  });
});

it('bars from deciding whoever only submitted, as the submitter', async () => {
  await service.hire('sue', 'CLIENT_ACCOUNTING', 'AGENT');
  const packetId = await desk.draft('Handed in by Sue', aReceivableState('10.00'));
  expect((await desk.submit('sue', packetId)).status).toBe(200);

  expect(await desk.approve('sue', packetId)).toMatchObject({ status: 403, body: { code: 'OWN_PACKET' } });
  expect(await awaits('sue', packetId)).toBe(false);
  const contributions = await service.database.query<{ contribution: string }>(
    `select contribution from packet.packet_contributor join packet.person using (person_id)
      where write_off_packet_id = $1 and display_name = 'sue'`,
    [packetId],
  );
  expect(contributions).toEqual([{ contribution: 'SUBMITTER' }]);
  expect((await desk.approve('anna', packetId)).status).toBe(200);
});

describe('the database', () => {
  const sign = async (packetId: string, role: string, name: string) => {
    await service.database.query(
      `insert into packet.packet_decision (packet_decision_id, write_off_packet_id, packet_submission_id, round, packet_version,
         version_seen, stage, approver_role, decision, person_id, person_name, role_assignment_id, role_grants, content_hash,
         dossier_hash, decided_dt, decided_on)
       select gen_random_uuid(), $1, packet_submission_id, 1, 99, 98, 2, $2, 'APPROVE', person_id, display_name,
              (select role_assignment_id from packet.person_role held where held.person_id = person.person_id and held.role = $2),
              '[{}]', content_hash, dossier_hash, now(), '2026-03-02'
         from packet.person, packet.packet_submission where display_name = $3 and write_off_packet_id = $1`,
      [packetId, role, name],
    );
  };

  it('keeps one signature of each level and round, and one of each person', async () => {
    await service.hire('adam', 'AGENT', 'DEPT_HEAD');
    await service.hire('abby', 'AGENT', 'DEPT_HEAD');
    const packetId = await desk.submitted('Signed once', aReceivableState('10.00'));
    await desk.approve('abby', packetId);

    await expect(sign(packetId, 'AGENT', 'adam')).rejects.toThrow('packet_decision_one_signature_a_level');
    await expect(sign(packetId, 'DEPT_HEAD', 'abby')).rejects.toThrow('packet_decision_one_level_a_person');
    await expect(sign(packetId, 'DEPT_HEAD', 'anna')).rejects.toThrow('does not hold the role DEPT_HEAD');
    await expect(sign(packetId, 'DEPT_HEAD', 'adam')).rejects.toThrow('without the signatures of its route');
  });
});
