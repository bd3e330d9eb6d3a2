import { checkInstallation } from '@recoup/cli/check/check-installation';
import { signIn } from '@recoup/cli/session/session';
import { eventually } from '@recoup/testkit/eventually';
import { expect } from 'vitest';
import { glDocuments } from './gl-documents.fixture.ts';
import type { Line } from './installation.fixture.ts';

const approvers = ['agent-1', 'dept-head-1', 'vp-client-accounting-1'];

/** One packet from its open items to its submission. Every call is repeated under its key until it is answered. */
export const submittedPacket = async (
  line: Line,
  name: string,
  onTheWay: (receivableIds: readonly string[]) => Promise<void> = async () => undefined,
): Promise<string> => {
  const items = [
    ...(await line.openItems({ invoice: name })),
    ...(await line.openItems({ invoice: `${name} more` })),
  ];
  await onTheWay(items);
  const id = await line.draft(name, items);
  await line.withEvidence(id, items);
  expect((await line.submit(id)).body).toMatchObject({ packetStatusCd: 'SUBMITTED' });
  return id;
};

export const approvedByAll = async (line: Line, id: string): Promise<void> => {
  for (const approver of approvers) expect((await line.decide(approver, id, 'APPROVE')).status).toBe(200);
};

/** Waits for the write-off of an approved packet, asks for its recovery and waits for that. */
export const recovered = async (line: Line, id: string): Promise<void> => {
  const complete = await line.becomes(id, 'COMPLETE');
  const asked = await line.as('client-accounting-1').post('/packet/v1/packets/{id}/recovery', {
    path: { id },
    ifMatch: complete.version,
    body: {},
  });
  expect(asked.status).toBe(200);
  await line.becomes(id, 'RECOVERED');
};

/** One packet from its open items to its recovery. */
export const walk = async (
  line: Line,
  name: string,
  onTheWay?: (receivableIds: readonly string[]) => Promise<void>,
): Promise<string> => {
  const id = await submittedPacket(line, name, onTheWay);
  await approvedByAll(line, id);
  await recovered(line, id);
  return id;
};

/** The general ledger holds one document for the write-off and one for the recovery, and nothing besides. */
export const postedOnce = async (line: Line, packetId: string): Promise<void> => {
  const prefix = `WO-${packetId.replaceAll('-', '')}-USD-1`;
  await eventually(async () => {
    const keys = await glDocuments(line);
    expect(keys.filter((key) => key.startsWith(prefix)).sort()).toEqual([`${prefix}-E-1`, `${prefix}-R-1`]);
  }, 40_000);
};

/** Every person was told of the end once; a crash while a mail was on its way allows for one copy more. */
export const toldOnce = async (line: Line, name: string, copies: number): Promise<void> => {
  await eventually(async () => {
    const ends = (await line.mails()).filter(
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
export const atRest = async (line: Line): Promise<void> => {
  const session = await signIn(line.address, 'operator-1');
  await eventually(async () => {
    const { lines } = await checkInstallation(session);
    expect(lines.filter((one) => one.startsWith('BROKEN'))).toEqual([]);
  }, 60_000);
};
