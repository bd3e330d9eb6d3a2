import { openDatabase } from '@recoup/runtime/database/database';
import { bodyOf } from '@recoup/testkit/api-client';
import { startPacketService } from '../packet-desk.fixture.ts';

const header = [
  ...['email', 'display_name', 'active', 'issuer', 'subject', 'role', 'entity', 'department', 'client_id'],
  ...['valid_from', 'valid_until', 'exception_reason', 'exception_until', 'employee_number', 'moved_from'],
] as const;
type Row = Partial<Record<(typeof header)[number], string>>;

/** A service with the crew and administrators, and what administrators do about people in few words. */
export const startPeopleDesk = async (administrators: readonly string[] = ['ada', 'alan']) => {
  const service = await startPacketService();
  for (const name of administrators) await service.hire(name, 'ADMIN');

  const row = (name: string, given: Row = {}): Row => ({
    ...{ email: `${name}@example.test`, display_name: name, active: 'true' },
    ...{ issuer: service.issuer, subject: name, role: 'AGENT', valid_from: '2026-01-01' },
    ...given,
  });
  const csv = (rows: readonly Row[]) => ({
    bytes: [header, ...rows.map((one) => header.map((column) => one[column] ?? ''))]
      .map((cells) => cells.join(','))
      .join('\n'),
    type: 'text/csv',
  });
  const propose = (rows: readonly Row[], name = 'ada') =>
    service.as(name).post('/v1/people/imports', { upload: csv(rows) });
  const preview = (rows: readonly Row[], name = 'ada') =>
    service.as(name).post('/v1/people/imports/preview', { upload: csv(rows) });
  const approve = (name: string, id: string) =>
    service.as(name).post('/v1/change-requests/{id}/approval', { path: { id }, body: {} });
  /** Proposed by the first administrator and approved by the second. */
  const decide = async (...rows: readonly Row[]): Promise<string> => {
    const id = bodyOf(await propose(rows)).peopleImportId;
    bodyOf(await approve('alan', id));
    return id;
  };
  const idOf = async (name: string): Promise<string> => {
    const [person] = await service.database.query<{ id: string }>(
      'select person_id as id from packet.person where display_name = $1',
      [name],
    );
    if (!person) throw new Error(`there is nobody called ${name}`);
    return person.id;
  };
  const declare = async (verb: 'same-as' | 'separation', one: string, other: string, name = 'ada') =>
    service.as(name).post(`/v1/people/{id}/${verb}`, {
      path: { id: await idOf(one) },
      body: { otherPersonId: await idOf(other), reason: 'confirmed by personnel' },
    });
  const open = (url: string) => openDatabase({ url, schema: 'packet', migrations: [] });
  const [runtime, owner] = await Promise.all([
    open(service.database.runtimeUrl('packet')),
    open(service.database.ownerUrl('packet')),
  ]);
  const stop = async () => {
    await runtime.close();
    await owner.close();
    await service.stop();
  };
  return { service, row, propose, preview, approve, decide, idOf, declare, sql: { runtime, owner }, stop };
};
