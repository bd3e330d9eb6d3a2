import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Line, wholeLine } from '../installation/installation.fixture.ts';
import { type OwnServers, ownServers } from '../installation/own-servers.fixture.ts';
import { atRest, postedOnce, toldOnce, walk } from '../installation/packet-walk.fixture.ts';

describe.runIf(kafkaAvailable())('a line on three brokers', { timeout: 240_000 }, () => {
  let servers: OwnServers;
  let line: Line;
  let killed = 0;

  beforeAll(async () => {
    servers = await ownServers(3, 31_000);
    line = await wholeLine({ processes: 'each', bus: 'kafka' }, servers.settings);
  }, 240_000);
  afterAll(async () => {
    await line?.stop();
    await servers?.stop();
    console.log(`${killed} brokers of three were killed`);
  }, 60_000);

  it.each([0, 1, 2])('brings a packet to its end when broker %i is killed on the way', async (broker) => {
    const running = line.processes.map(({ pid }) => pid());
    const name = `broker ${broker}`;
    const walking = walk(line, name);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await servers.killBroker(broker);
    killed += 1;
    onTestFinished(() => servers.restartBroker(broker), 120_000);

    const packetId = await walking;
    await postedOnce(line, packetId);
    await toldOnce(line, name, 1);
    await atRest(line);
    expect(line.processes.map(({ pid }) => pid())).toEqual(running);
  });
});
