import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { faultSeed, seededChance } from '@recoup/testkit/seeded-chance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoingTopics } from '../installation/echoing-topics.fixture.ts';
import { glDocuments } from '../installation/gl-documents.fixture.ts';
import { readAllAgain, untilAllIsRead } from '../installation/groups-of-kafka.fixture.ts';
import { type Line, wholeLine } from '../installation/installation.fixture.ts';
import { atRest, postedOnce, toldOnce, walk } from '../installation/packet-walk.fixture.ts';
import { tableDigests, untilQuiet } from '../installation/table-digests.fixture.ts';

const seed = faultSeed();

describe.runIf(kafkaAvailable())('messages that are heard again', { timeout: 300_000 }, () => {
  let line: Line;

  beforeAll(async () => {
    line = await wholeLine({ processes: 'each', bus: 'kafka' }, { KAFKA_SESSION_MS: '6000' });
  }, 180_000);
  afterAll(() => line?.stop(), 60_000);

  const outside = async () => {
    return { documents: (await glDocuments(line)).length, mails: (await line.mails()).length };
  };

  it(`have one effect though each comes one to five times (seed ${seed})`, async () => {
    const echo = await echoingTopics(line, seededChance(seed));
    const names = ['echo one', 'echo two', 'echo three'];
    const packets = [];
    for (const name of names) packets.push(await walk(line, name));
    await untilAllIsRead(line.brokers);
    await echo.stop();
    console.log(`${echo.heard()} messages came ${echo.echoes()} times more, seed ${seed}`);

    for (const packetId of packets) await postedOnce(line, packetId);
    for (const name of names) await toldOnce(line, name, 1);
    await atRest(line);
    expect(echo.echoes()).toBeGreaterThan(echo.heard());
  });

  it.each([1, 2])('from the very first, for the time %i, change no row of any table', async () => {
    await untilQuiet(line);
    await untilAllIsRead(line.brokers);
    const before = { tables: await tableDigests(line), ...(await outside()) };
    await Promise.all(line.processes.map((service) => service.kill()));
    const again = await readAllAgain(line.brokers);
    await Promise.all(line.processes.map((service) => service.restart()));
    await untilAllIsRead(line.brokers);

    expect({ tables: await tableDigests(line), ...(await outside()) }).toEqual(before);
    await atRest(line);
    console.log(`${again} records were read again from the first`);
    expect(again).toBeGreaterThan(500);
  });
});
