import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, underSignature } from './statements.fixture.ts';

let standing: Awaited<ReturnType<typeof underSignature>>;
let service: typeof standing.service;
let as: typeof standing.as;
let waiting: typeof standing.waiting;
let another: typeof standing.another;

beforeAll(async () => {
  standing = await underSignature();
  ({ service, as, waiting, another } = standing);
});
afterAll(() => standing?.stop());

const ofWaiting = () => `write_off_packet_id = '${waiting}'`;
const status = (code: string, set = '') =>
  `update write_off_packet set packet_status_cd = '${code}', version = version + 1${set} where ${ofWaiting()}`;
const entry = (to: string) =>
  `insert into packet_status_history (packet_status_history_id, write_off_packet_id, packet_version, to_status_cd, action_cd, acted_dt)
   select gen_random_uuid(), write_off_packet_id, version + 1, '${to}', 'APPROVE', now() from write_off_packet where ${ofWaiting()}`;
const decision = (
  role: string,
  person: string,
  kind = 'APPROVE',
  change: Readonly<Record<string, string>> = {},
) => {
  const values = {
    packet_decision_id: 'gen_random_uuid()',
    write_off_packet_id: `'${waiting}'`,
    packet_submission_id: 'packet_submission_id',
    round: '1',
    packet_version: 'packet.version + 1',
    version_seen: 'packet.version',
    stage: '2',
    approver_role: `'${role}'`,
    decision: `'${kind}'`,
    person_id: 'person_id',
    person_name: 'display_name',
    role_assignment_id: `(select role_assignment_id from person_role held
                           where held.person_id = person.person_id and held.role = '${role}')`,
    role_grants: `'[{}]'`,
    content_hash: 'submission.content_hash',
    dossier_hash: 'submission.dossier_hash',
    decided_dt: 'now()',
    decided_on: `'2026-03-02'`,
    ...change,
  };
  return `insert into packet_decision (${Object.keys(values).join(', ')})
     select ${Object.values(values).join(', ')}
       from packet_submission submission join write_off_packet packet using (write_off_packet_id), person
      where ${ofWaiting()} and display_name = '${person}'`;
};

describe('the database refuses', () => {
  it.each(['APPROVED', 'APPROVED_DH', 'APPROVED_MD', 'COMPLETE', 'RECOVERED', 'RESUBMITTED', 'SUBMITTED'])(
    'a packet that is %s without the signatures for it',
    async (code) => {
      const receipt = `, cash_receipt_id = gen_random_uuid(), completed_dt = now(), completed_by_user_id = gen_random_uuid(), written_off_on = '[]'`;
      const recovered = `, recovered_dt = now(), recovery_requested_dt = now(), recovery_kind = 'RECOVERY', recovery_reason = 'x'`;
      const waits = code.includes('APPROVED_') || code.includes('SUBMITTED');
      const set = [
        waits ? `, current_approver_role = 'VP_CLIENT_ACCOUNTING'` : ', current_approver_role = null',
        code === 'COMPLETE' || code === 'RECOVERED' ? receipt : '',
        code === 'RECOVERED' ? recovered : '',
      ].join('');
      await expect(done(as.runtime, entry(code), status(code, set))).rejects.toThrow(
        /stands without (the signatures of its route|an execution by the ledger)/,
      );
    },
  );

  it('a packet whose history does not say what it is', async () => {
    await expect(done(as.runtime, status('CANCELLED', ', current_approver_role = null'))).rejects.toThrow(
      'stands without an entry of its history that says so',
    );
  });

  it('a packet that was rejected without a rejection', async () => {
    const set = `, current_approver_role = null, rejected_dt = now(), rejected_by_user_id = gen_random_uuid(), rejection_reason = 'x'`;
    await expect(done(as.runtime, entry('REJECTED_DH'), status('REJECTED_DH', set))).rejects.toThrow(
      'stands without a rejection',
    );
  });

  it('another route, total or round than that of the submission', async () => {
    for (const set of [`route = '{AGENT}'`, 'round = 2', `content_hash = repeat('0', 64)`]) {
      await expect(
        done(as.runtime, `update write_off_packet set ${set} where ${ofWaiting()}`),
      ).rejects.toThrow('stands without a submission that says the same');
    }
  });

  it('an approved packet of the last signatures only, or of signatures out of order', async () => {
    const approved = (...decisions: readonly string[]) =>
      done(as.runtime, ...decisions, entry('APPROVED'), status('APPROVED', ', current_approver_role = null'));
    await expect(approved(decision('VP_CLIENT_ACCOUNTING', 'vera'))).rejects.toThrow(
      'stands without signatures in the order of its route',
    );
    await expect(
      approved(
        decision('VP_CLIENT_ACCOUNTING', 'vera', 'APPROVE', { packet_version: 'packet.version + 10' }),
        decision('DEPT_HEAD', 'dana', 'APPROVE', { packet_version: 'packet.version + 11' }),
      ),
    ).rejects.toThrow('stands without signatures in the order of its route');
    await expect(approved(decision('DEPT_HEAD', 'dana'))).rejects.toThrow(
      'stands without the signatures of its route',
    );
  });

  it('a signature of somebody who does not hold the role, or contributed', async () => {
    await expect(done(as.runtime, decision('DEPT_HEAD', 'adam'))).rejects.toThrow(
      /does not hold the role DEPT_HEAD/,
    );
    await expect(done(as.runtime, decision('AGENT', 'clara'))).rejects.toThrow(/contributed to packet/);
    await expect(
      done(as.runtime, decision('DEPT_HEAD', 'dana', 'APPROVE', { decided_on: `'2019-12-31'` })),
    ).rejects.toThrow(/does not hold the role DEPT_HEAD/);
  });

  it('a signature that no packet stands for, or for other content than was submitted', async () => {
    await expect(done(as.runtime, decision('DEPT_HEAD', 'dana'))).rejects.toThrow(
      'stands without the signatures of its route',
    );
    await expect(
      done(as.runtime, decision('DEPT_HEAD', 'dana', 'APPROVE', { content_hash: `repeat('0', 64)` })),
    ).rejects.toThrow('packet_decision_of_what_was_submitted');
    const ofAnother = `(select packet_submission_id from packet_submission where write_off_packet_id = '${another}')`;
    await expect(
      done(as.runtime, decision('DEPT_HEAD', 'dana', 'APPROVE', { packet_submission_id: ofAnother })),
    ).rejects.toThrow('packet_decision_of_what_was_submitted');
  });

  it('temporary tables in the place of the real ones', async () => {
    const name = new URL(service.database.adminUrl).pathname.slice(1);
    await service.database.query(`grant temporary on database "${name}" to recoup_packet`);
    await expect(
      done(
        as.runtime,
        'create temporary table packet_contributor (write_off_packet_id uuid, person_id uuid)',
        decision('AGENT', 'clara'),
      ),
    ).rejects.toThrow(/contributed to packet/);
  });
});

it('every trigger that guards an approval holds for whoever copies data between servers too', async () => {
  const sleeping = await service.database.query(
    `select tgrelid::regclass::text || ' ' || tgname as trigger from pg_trigger
      where not tgisinternal and tgenabled <> 'A' and tgrelid in (
            select oid from pg_class where relnamespace = 'packet'::regnamespace)`,
  );
  expect(sleeping).toEqual([]);
});
