import { checkInstallation } from '@recoup/cli/check/check-installation';
import { signIn } from '@recoup/cli/session/session';
import { eventually } from '@recoup/testkit/eventually';
import { expect } from 'vitest';
import { glDocuments } from './gl-documents.fixture.ts';
import type { Installation } from './installation.fixture.ts';

const approvers = ['agent-1', 'dept-head-1', 'vp-client-accounting-1'];

/** One packet from its open items to its submission. Every call is repeated under its key until it is answered. */
export const submittedPacket = async (
  installation: Installation,
  name: string,
  onTheWay: (receivableIds: readonly string[]) => Promise<void> = async () => undefined,
): Promise<string> => {
  const items = [
    ...(await installation.openItems({ invoice: name })),
    ...(await installation.openItems({ invoice: `${name} more` })),
  ];
  await onTheWay(items);
  const id = await installation.draft(name, items);
  await installation.withEvidence(id, items);
  expect((await installation.submit(id)).body).toMatchObject({ packetStatusCd: 'SUBMITTED' });
  return id;
};

export const approvedByAll = async (installation: Installation, id: string): Promise<void> => {
  for (const approver of approvers)
    expect((await installation.decide(approver, id, 'APPROVE')).status).toBe(200);
};

/** Waits for the write-off of an approved packet, asks for its recovery and waits for that. */
export const recovered = async (installation: Installation, id: string): Promise<void> => {
  const complete = await installation.becomes(id, 'COMPLETE');
  const asked = await installation.as('client-accounting-1').post('/packet/v1/packets/{id}/recovery', {
    path: { id },
    ifMatch: complete.version,
    body: { reason: 'Payment announced' },
  });
  expect(asked.status).toBe(200);
  await installation.becomes(id, 'RECOVERED');
};

/** One packet from its open items to its recovery. */
export const walk = async (
  installation: Installation,
  name: string,
  onTheWay?: (receivableIds: readonly string[]) => Promise<void>,
): Promise<string> => {
  const id = await submittedPacket(installation, name, onTheWay);
  await approvedByAll(installation, id);
  await recovered(installation, id);
  return id;
};

/** The general ledger holds one document for the write-off and one for the recovery, and nothing besides. */
export const postedOnce = async (installation: Installation, packetId: string): Promise<void> => {
  const prefix = `WO-${packetId.replaceAll('-', '')}-USD-1`;
  await eventually(async () => {
    const keys = await glDocuments(installation);
    expect(keys.filter((key) => key.startsWith(prefix)).sort()).toEqual([`${prefix}-E-1`, `${prefix}-R-1`]);
  }, 40_000);
};

/** Every person got one mail about the end; a crash while a mail was on its way allows for one copy more. */
export const mailedOnce = async (installation: Installation, name: string, copies: number): Promise<void> => {
  await eventually(async () => {
    const ends = (await installation.mails()).filter(
      (mail) => mail.subject.startsWith('Recovered') && mail.subject.includes(name),
    );
    const people = ends.flatMap((mail) => mail.to);
    expect(new Set(people).size).toBeGreaterThanOrEqual(approvers.length + 1);
    for (const person of new Set(people)) {
      expect(people.filter((one) => one === person).length).toBeLessThanOrEqual(copies);
    }
  }, 40_000);
};

/** Every invariant of every service holds, and what two services count for themselves agrees. */
export const atRest = async (installation: Installation): Promise<void> => {
  const session = await signIn(installation.address, 'operator-1');
  await eventually(async () => {
    const { lines } = await checkInstallation(session);
    expect(lines.filter((one) => one.startsWith('BROKEN'))).toEqual([]);
  }, 60_000);
};
