import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { bodyOf } from '@recoup/testkit/api-client';
import { sql } from 'kysely';
import { aReceivableState } from '../events.fixture.ts';
import { type PacketServiceUnderTest, packetDesk, startPacketService } from '../packet-desk.fixture.ts';

/** What somebody can do who has SQL and the password of the service, or of the owner of its tables. */
const intruders = async ({ database }: PacketServiceUnderTest) => {
  const open = (url: string) => openDatabase({ url, schema: 'packet', migrations: [] });
  const [runtime, owner] = await Promise.all([
    open(database.runtimeUrl('packet')),
    open(database.ownerUrl('packet')),
  ]);
  return {
    runtime,
    owner,
    close: async () => {
      await runtime.close();
      await owner.close();
    },
  };
};

class NothingStays extends Error {}
/** Statements in one transaction, to its end, and then nothing of them. */
export const done = async (database: Database, ...statements: readonly string[]): Promise<void> => {
  const work = database.transaction(async () => {
    for (const statement of statements) await database.query(sql.raw(statement));
    await database.query(sql`set constraints all immediate`);
    throw new NothingStays();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof NothingStays)) throw error;
  });
};

/** A service with two packets that wait for signatures, one of them in euros and signed by its agent, and intruders. */
export const underSignature = async () => {
  const service = await startPacketService();
  const desk = packetDesk(service);
  await service.hire('adam', 'AGENT');
  await service.importRates([{ from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0850' }]);
  const waiting = await desk.submitted('Waiting', aReceivableState('100.00', { currency: 'EUR' }));
  const another = await desk.submitted('Another', aReceivableState('200.00'));
  bodyOf(await desk.approve('anna', waiting));
  const as = await intruders(service);
  const stop = async () => {
    await as.close();
    await service.stop();
  };
  return { service, desk, as, waiting, another, stop };
};
