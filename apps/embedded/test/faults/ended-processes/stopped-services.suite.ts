import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import { type Shape, usedInstallation } from '../../installation/installation.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../../installation/packet-walk.fixture.ts';

const { seed, random } = randomRun('services that are stopped');
const names = Array.from(
  { length: rounds(50) },
  (_, order) => `stopped ${String(order + 1).padStart(2, '0')}`,
);
const atOnce = 4;

/** Stops and starts one service after another, as their operators do, while packets walk the installation side by side. */
export const stoppedServicesSuite = (bus: Shape['bus']): void => {
  const installation = usedInstallation({ processes: 'each', bus }, { KAFKA_SESSION_MS: '6000' });

  it(
    `books and mails ${names.length} packets once though every service stops on the way (seed ${seed})`,
    async () => {
      const waiting = [...names];
      const packets: string[] = [];
      let over = false;
      const walkOn = async () => {
        for (let name = waiting.shift(); name !== undefined && !over; name = waiting.shift()) {
          packets.push(await walk(installation(), name));
          // At once: the mailbox keeps its newest mails only.
          await mailedOnce(installation(), name, 1);
        }
      };
      const stopped = new Map<string, number>();
      const stopOneAfterAnother = async () => {
        const services = installation().processes;
        for (let turn = random.below(services.length); !over; turn += 1) {
          const service = services[turn % services.length];
          if (!service) throw new Error('there is no service to stop');
          await service.restart();
          stopped.set(service.schema, (stopped.get(service.schema) ?? 0) + 1);
          const before = packets.length;
          await eventually(() => expect(over || packets.length > before).toBe(true), 90_000);
        }
      };
      const walks = Promise.all(Array.from({ length: atOnce }, walkOn)).finally(() => {
        over = true;
      });
      await Promise.all([walks, stopOneAfterAnother()]);

      console.log(
        `${packets.length} packets over ${bus}, seed ${seed}; stopped:`,
        Object.fromEntries(stopped),
      );
      for (const packetId of packets) await postedOnce(installation(), packetId);
      await atRest(installation());
      expect(packets).toHaveLength(names.length);
      expect(stopped.size).toBe(new Set(installation().processes.map(({ schema }) => schema)).size);
    },
    withinMs(480_000),
  );
};
