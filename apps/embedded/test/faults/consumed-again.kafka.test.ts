import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { describe, expect, it } from 'vitest';
import { echoingTopics } from '../installation/echoing-topics.fixture.ts';
import { glDocuments } from '../installation/gl-documents.fixture.ts';
import { readAllAgain, untilAllIsRead } from '../installation/groups-of-kafka.fixture.ts';
import { usedInstallation } from '../installation/installation.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../installation/packet-walk.fixture.ts';
import { tableDigests, untilQuiet } from '../installation/table-digests.fixture.ts';

const { seed, random } = randomRun('messages consumed again');

describe.runIf(kafkaAvailable())('messages that are consumed again', { timeout: withinMs(300_000) }, () => {
  const installation = usedInstallation({ processes: 'each', bus: 'kafka' }, { KAFKA_SESSION_MS: '6000' });

  const outside = async () => {
    return {
      documents: (await glDocuments(installation())).length,
      mails: (await installation().mails()).length,
    };
  };

  it(`have one effect though each comes one to five times (seed ${seed})`, async () => {
    const echo = await echoingTopics(installation(), () => random.below(5));
    const names = Array.from({ length: rounds(3) }, (_, order) => `echo ${order + 1}`);
    const packets = [];
    for (const name of names) packets.push(await walk(installation(), name));
    await untilAllIsRead(installation().brokers);
    await echo.stop();
    console.log(`${echo.originals()} messages came ${echo.echoes()} times more, seed ${seed}`);

    for (const packetId of packets) await postedOnce(installation(), packetId);
    for (const name of names) await mailedOnce(installation(), name, 1);
    await atRest(installation());
    expect(echo.echoes()).toBeGreaterThan(echo.originals());
  });

  it.each([1, 2])('from the very first, for the time %i, change no row of any table', async () => {
    await untilQuiet(installation());
    await untilAllIsRead(installation().brokers);
    const before = { tables: await tableDigests(installation()), ...(await outside()) };
    await Promise.all(installation().processes.map((service) => service.kill()));
    const again = await readAllAgain(installation().brokers);
    await Promise.all(installation().processes.map((service) => service.restart()));
    await untilAllIsRead(installation().brokers);

    expect({ tables: await tableDigests(installation()), ...(await outside()) }).toEqual(before);
    await atRest(installation());
    console.log(`${again} records were read again from the first`);
    expect(again).toBeGreaterThan(500);
  });
});
