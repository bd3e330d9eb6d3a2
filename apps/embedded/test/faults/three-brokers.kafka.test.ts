import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, startInstallation } from '../installation/installation.fixture.ts';
import { type OwnServers, ownServers } from '../installation/own-servers.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../installation/packet-walk.fixture.ts';

describe.runIf(kafkaAvailable())('an installation on three brokers', { timeout: 240_000 }, () => {
  let servers: OwnServers;
  let installation: Installation;
  let killed = 0;

  beforeAll(async () => {
    servers = await ownServers(3, 31_000);
    installation = await startInstallation({ processes: 'each', bus: 'kafka' }, servers.settings);
  }, 240_000);
  afterAll(async () => {
    await installation?.stop();
    await servers?.stop();
    console.log(`${killed} brokers of three were killed`);
  }, 60_000);

  it.each([0, 1, 2])('brings a packet to its end when broker %i is killed on the way', async (broker) => {
    const running = installation.processes.map(({ pid }) => pid());
    const name = `broker ${broker}`;
    const walking = walk(installation, name);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await servers.killBroker(broker);
    killed += 1;
    onTestFinished(() => servers.restartBroker(broker), 120_000);

    const packetId = await walking;
    await postedOnce(installation, packetId);
    await mailedOnce(installation, name, 1);
    await atRest(installation);
    expect(installation.processes.map(({ pid }) => pid())).toEqual(running);
  });
});
